# The values of SparseCovariatesTest and MmrmSparseTest: levels without a patient or an event, arms
# and visits without data.
#
#   Rscript engine/src/test/r/sparse.R
#
# R 4.2.2, survival 3.5-3, MASS 7.3-58.2, ordinal, nlme. Iterations go on until nothing changes.
suppressMessages({library(survival); library(MASS); library(ordinal); library(nlme)})
d <- read.csv("engine/src/test/resources/data/sparse.csv", comment.char = "#")
d$sum <- d$II + d$III + 2
effect <- function(fit, v = vcov(fit)) {
  if (is.na(v["g", "g"])) v <- structure(ginv(fit$Hessian), dimnames = dimnames(v))
  c(coef(fit)[["g"]], sqrt(v["g", "g"]))
}
show <- function(name, x) cat(name, paste(signif(x, 9), collapse = ", "), "\n")
tight <- list(epsilon = 1e-14, maxit = 60)
cox <- function(f, data = d) effect(suppressWarnings(coxph(f, data, eps = 1e-13, iter.max = 40,
  toler.chol = 1e-15)))
poisson.rate <- function(f, data = d) effect(glm(f, poisson, data, control = tight))
nb <- function(f, data = d) { m <- suppressWarnings(glm.nb(f, data, control = glm.control(1e-13, 200)))
  c(effect(m), 1 / m$theta) }
odds <- function(f) effect(suppressWarnings(clm(f, data = d, control = clm.control(gradTol = 1e-11))))

for (f in c("g + age + II + III", "g + age + II + III + IV", "g + age + II + III + sum")) {
  m <- lm(as.formula(paste("y ~", f)), d); show(paste("ancova", f), c(effect(m), df.residual(m)))
  show(paste("cox", f), cox(as.formula(paste("Surv(time, event) ~", f))))
}
for (f in c("g + age + II + III", "g + age + II + III + IV")) {
  show(paste("poisson", f), poisson.rate(as.formula(paste("count ~ offset(log(years)) +", f))))
  show(paste("nb", f), nb(as.formula(paste("count ~ offset(log(years)) +", f))))
  show(paste("odds", f), odds(as.formula(paste("factor(grade) ~", f))))
}
show("cox strata", cox(Surv(time, event) ~ g + age + II + strata(II + 2 * III)))
few <- d[d$III == 0 | d$g == 1, ]
show("level in one arm: ancova", effect(lm(y ~ g + age + II + III, few)))
show("level in one arm: cox", cox(Surv(time, event) ~ g + age + II + III, few))

# negative binomial of large counts
set.seed(35)
for (mean in c(1e3, 1e6, 1e9)) {
  b <- data.frame(g = rep(0:1, 10)); b$count <- rnbinom(20, size = 1, mu = mean * (1 - 0.4 * b$g))
  cat("counts", paste(format(b$count, scientific = FALSE, trim = TRUE), collapse = ", "), "\n")
  show(paste("nb", mean), nb(count ~ g, b))
  b$x <- rep(1:4, 5); show(paste("nb x", mean), nb(count ~ g + x, b))
}
b <- data.frame(g = rep(0:1, 5), count = c(3, 9, 1, 0, 200, 2, 5, 7, 1, 400),
  years = c(1e-3, 1, 1e-2, 5, 1e3, 1, 10, 0.1, 1, 1e4))
show("nb exposures", { m <- glm.nb(count ~ g + offset(log(years)), b, init.theta = 0.3, start = c(2, 0),
  control = glm.control(1e-13, 200)); c(effect(m), 1 / m$theta) })

# repeated measures
long <- function(d) {
  l <- reshape(d, direction = "long", varying = c("y1", "y2", "y3"), v.names = "v", timevar = "visit",
    times = 1:3, idvar = "id")
  l <- l[!is.na(l$v), ]; l$visit <- as.integer(l$visit); l
}
repeated <- function(l, covariates, structure, asked) {
  l$f <- factor(l$visit); x <- model.matrix(as.formula(paste("~ 0 + f + f:g", covariates)), l)
  x <- cbind(x[, grepl(":", colnames(x)) & grepl("g", colnames(x))],
    x[, !(grepl(":", colnames(x)) & grepl("g", colnames(x)))])
  x <- x[, !is.na(coef(lm.fit(x, l$v)))]; name <- which(colnames(x) == asked)
  colnames(x) <- paste0("x", seq_len(ncol(x)))
  un <- structure == "un"
  m <- gls(as.formula(paste("v ~ 0 +", paste(colnames(x), collapse = " + "))),
    cbind(l[c("id", "v", "visit", "f")], x),
    switch(structure, un = corSymm(form = ~ visit | id), ar1 = corAR1(form = ~ visit | id),
      cs = corCompSymm(form = ~ 1 | id)), if (un) varIdent(form = ~ 1 | f),
    control = glsControl(opt = "optim", msTol = 1e-15, msMaxIter = 500))
  c(coef(m)[[name]], sqrt(vcov(m)[name, name]), logLik(m))
}
d$id <- seq_len(nrow(d)); l <- long(d)
for (s in c("un", "ar1", "cs")) {
  show(paste("mmrm", s), repeated(l, "", s, "f3:g"))
  show(paste("mmrm IV, sum", s), repeated(l, "+ II + III + sum + IV", s, "f3:g"))
  show(paste("mmrm III by visit", s), repeated(l[!(l$III == 1 & l$visit == 3), ], "+ II + f:III", s, "f3:g"))
  show(paste("mmrm without g = 1 at visit 1", s), repeated(l[!(l$g == 1 & l$visit == 1), ], "", s, "f3:g"))
  show(paste("mmrm without visit 2", s), repeated(within(l[l$visit != 2, ], visit <- (visit + 1) / 2), "",
    if (s == "ar1") "cs" else s, "f2:g"))
}
