# Every analysis of every trial of sparse.yaml again, from its patients: factors with levels without
# a patient, without an event, or in one arm only.
#
#   ./silico run docs/validation/sparse.yaml --out results/sparse --tables ADSL,ADQS,ADTTE,ANALYSES
#   for t in ADSL ADQS ADTTE ANALYSES; do
#     duckdb -c "copy (from 'results/sparse/$t/*.parquet') to 'results/sparse/$t.csv'"; done
#   Rscript docs/validation/sparse.R results/sparse [trials]
#
# R 4.2.2, survival 3.5-3, MASS 7.3-58.2, ordinal, nlme. glm, glm.nb and coxph go on until nothing
# changes: with their defaults a coefficient on its way to infinity leaves the treatment effect 1e-5
# short of its limit. gls takes no dependent columns: those that lm leaves out are left out.
# Printed for each analysis: results of Silico and of R, and of those of both the largest relative
# difference of estimate and of standard error (absolute where they are below 1).
suppressMessages({library(survival); library(MASS); library(ordinal); library(nlme)})
arg <- commandArgs(TRUE); dir <- arg[1]
read <- function(t) read.csv(file.path(dir, paste0(t, ".csv")))
sl <- read("ADSL"); qs <- read("ADQS"); tte <- read("ADTTE"); an <- read("ANALYSES")
trials <- if (length(arg) > 1) as.integer(arg[2]) else max(an$SIMREP)
sl$g <- as.integer(sl$TRT01P == "active")
for (level in c("II", "III", "IV")) sl[[level]] <- as.integer(sl$STAGE == level)
sl$M <- as.integer(sl$SEX == "M"); sl$AGE <- (sl$AGE - 60) / 10

by <- function(d) split(d, d$SIMREP)
S <- by(sl); Y <- by(qs[qs$PARAMCD == "Y", ]); N <- by(qs[qs$PARAMCD == "N", ])
O <- by(qs[qs$PARAMCD == "O", ]); L <- by(qs[qs$PARAMCD == "L", ]); E <- by(tte)
keys <- c("USUBJID", "g", "STAGE", "SEX", "AGE", "II", "III", "IV", "M")

quiet <- function(f) suppressWarnings(tryCatch(f, error = function(e) c(NA, NA)))
effect <- function(fit) {
  v <- vcov(fit)                                        # clm has none where a coefficient is infinite
  if (is.na(v["g", "g"])) v <- structure(ginv(fit$Hessian), dimnames = dimnames(v))
  c(coef(fit)[["g"]], sqrt(v["g", "g"]))
}
rank.sum <- function(d) {                               # van Elteren's test from its definition
  one <- function(s) {
    n <- nrow(s); n1 <- sum(s$g); n0 <- n - n1
    if (n1 == 0 || n0 == 0) return(c(0, 0, 0))
    r <- rank(s$AVAL); ties <- table(s$AVAL)
    c((sum(r[s$g == 1]) - n1 * (n + 1) / 2) / (n + 1),
      n1 * n0 / 12 * (n + 1 - sum(ties^3 - ties) / (n * (n - 1))) / (n + 1)^2, n1 * n0 / (n + 1))
  }
  s <- rowSums(sapply(split(d, interaction(d$STAGE, d$SEX, drop = TRUE)), one))
  c(s[1] / s[3], sqrt(s[2]) / s[3])
}
mixed <- function(d, formula, correlation, weights = NULL) {
  d$v <- factor(d$AVISITN); d$t <- as.integer(d$v)
  x <- model.matrix(formula, d)
  arms <- grepl(":g", colnames(x)); x <- cbind(x[, arms], x[, !arms])
  asked <- max(which(grepl(":g", colnames(x))))
  left <- is.na(coef(lm.fit(x, d$AVAL))); x <- x[, !left]
  colnames(x) <- paste0("x", seq_len(ncol(x)))
  fit <- gls(as.formula(paste("AVAL ~ 0 +", paste(colnames(x), collapse = " + "))),
    cbind(d[c("AVAL", "USUBJID", "v", "t")], x), correlation, weights,
    control = glsControl(opt = "optim", msMaxIter = 500, msTol = 1e-15))
  c(coef(fit)[[asked]], sqrt(vcov(fit)[asked, asked]))
}
fits <- list(
  "ancova" = function(s, i) effect(lm(AVAL ~ g + AGE + II + III + IV + M, merge(Y[[i]], s[keys]))),
  "cox" = function(s, i) effect(coxph(Surv(AVAL, 1 - CNSR) ~ g + AGE + II + III + IV + M,
    merge(E[[i]], s[keys]), eps = 1e-13, iter.max = 40, toler.chol = 1e-15)),
  "cox strata" = function(s, i) effect(coxph(Surv(AVAL, 1 - CNSR) ~ g + AGE + M + strata(STAGE),
    merge(E[[i]], s[keys]), eps = 1e-13, iter.max = 40, toler.chol = 1e-15)),
  "log-rank" = function(s, i) {
    d <- survdiff(Surv(AVAL, 1 - CNSR) ~ g + strata(STAGE, SEX), merge(E[[i]], s[keys]))
    o <- if (is.matrix(d$obs)) rowSums(d$obs) else d$obs; e <- if (is.matrix(d$exp)) rowSums(d$exp) else d$exp
    c((o[2] - e[2]) / d$var[2, 2], 1 / sqrt(d$var[2, 2]))
  },
  "poisson" = function(s, i) effect(glm(AVAL ~ g + AGE + II + III + IV + M + offset(log(EXPDUR)), poisson,
    merge(N[[i]], s[keys]), epsilon = 1e-14, maxit = 50)),
  "negative binomial" = function(s, i) {                # without overdispersion theta has no end:
    d <- merge(N[[i]], s[keys]); f <- AVAL ~ g + AGE + II + III + IV + M + offset(log(EXPDUR))
    limit <- glm(f, poisson, d, epsilon = 1e-14, maxit = 50)
    fit <- tryCatch(glm.nb(f, d, control = glm.control(1e-13, 200)), error = function(e) glm.nb(f, d))
    effect(if (logLik(fit) > logLik(limit)) fit else limit)
  },
  "proportional odds" = function(s, i) {
    effect(clm(factor(AVAL) ~ g + AGE + II + III + IV + M, data = merge(O[[i]], s[keys]),
      control = clm.control(gradTol = 1e-11, maxIter = 200)))
  },
  "wilcoxon" = function(s, i) rank.sum(merge(Y[[i]], s[keys])),
  "mmrm" = function(s, i) mixed(merge(L[[i]][L[[i]]$AVISITN > 0, ], s[keys]),
    ~ 0 + v + v:g + v:BASE + v:II + v:III + v:IV + M, corSymm(form = ~ t | USUBJID), varIdent(form = ~ 1 | v)),
  "mmrm ar(1)" = function(s, i) mixed(merge(L[[i]][L[[i]]$AVISITN > 0, ], s[keys]),
    ~ 0 + v + v:g + v:BASE + II + III + IV, corAR1(form = ~ t | USUBJID)))

for (name in names(fits)) {
  a <- an[an$ANALYSIS == name, ]; a <- a[order(a$SIMREP), ][seq_len(trials), ]
  r <- t(sapply(seq_len(trials), function(i) quiet(fits[[name]](S[[i]], as.character(i)))))
  off <- function(x, y) abs(x - y) / pmax(1, abs(y))
  e <- off(a$ESTIMATE, r[, 1]); s <- off(a$SE, r[, 2])
  cat(sprintf("%-18s Silico %d, R %d of %d; estimate %.1e, SE %.1e; beyond 1e-6: %s; %s\n", name,
    sum(!is.na(a$ESTIMATE)), sum(!is.na(r[, 1])), trials, max(e, na.rm = TRUE), max(s, na.rm = TRUE),
    paste(head(which(e > 1e-6 | s > 1e-6), 12), collapse = " "),
    paste(names(table(a$STATUS)), table(a$STATUS), collapse = "; ")))
}
