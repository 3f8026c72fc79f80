# Prints every expected value of MultipleImputationTest. Run from the folder engine/: Rscript src/test/r/imputation.R
# Regressions by lm; means of both arms, and each patient's path under the assumption, written out as defined.
# Values were made with R 4.2.2; no package. Takes 5 minutes; a number after the script is that of imputations, else 10,000.
options(digits = 12)
data <- function(name) read.csv(file.path("src/test/resources/data", paste0(name, ".csv")), comment.char = "#")
show <- function(label, ...) cat(label, ": ", paste(format(c(...), digits = 12), collapse = ", "), "\n", sep = "")

# lm of each visit on intercept, treatment, covariates and visits before, on complete histories
models <- function(Y, g, X) lapply(1:ncol(Y), function(v)
  lm(Y[, v] ~ cbind(g, X, Y[, seq_len(v - 1)]), na.action = na.omit))
estimates <- function(models) lapply(models, function(m) list(beta = unname(coef(m)), sigma = 0))
posterior <- function(models) lapply(models, function(m) { s <- summary(m)
  sigma <- sqrt(sum(residuals(m)^2) / rchisq(1, m$df.residual))
  list(beta = unname(coef(m)) + sigma * drop(t(chol(s$cov.unscaled)) %*% rnorm(length(coef(m)))), sigma = sigma) })

# Y imputed with given parameters
impute <- function(Y, g, X, parameters, assumption) {
  V <- ncol(Y); n <- nrow(Y)
  path <- function(arm) { m <- matrix(0, n, V)
    for (v in 1:V) m[, v] <- cbind(1, arm, X, m[, seq_len(v - 1)]) %*% parameters[[v]]$beta
    m }
  own <- path(g); reference <- path(rep(0, n))
  last <- apply(!is.na(Y), 1, function(o) max(c(0, which(o))))
  target <- own
  for (i in which(g == 1)) { l <- last[i]; after <- which(1:V > l)
    if (assumption == "J2R") target[i, after] <- reference[i, after]
    if (assumption == "CR") target[i, ] <- reference[i, ]
    if (assumption == "CIR") target[i, after] <- reference[i, after] + (if (l > 0) own[i, l] - reference[i, l] else 0) }
  for (v in 1:V) { q <- 2 + NCOL(X) * !is.null(X); b <- parameters[[v]]$beta; d <- b[-(1:q)]
    for (i in which(is.na(Y[, v]))) { mean <- if (v < last[i]) own[i, ] else target[i, ]
      before <- seq_len(v - 1)
      Y[i, v] <- mean[v] + sum(d * (Y[i, before] - mean[before])) + parameters[[v]]$sigma * rnorm(1) } }
  Y }

ancova <- function(y, g, X) { m <- summary(lm(y ~ cbind(g, X)))$coefficients; unname(m[2, 1:2]) }

rubin <- function(estimates, errors, df) { M <- length(estimates); B <- var(estimates); W <- mean(errors^2)
  T <- W + (1 + 1 / M) * B; lambda <- (1 + 1 / M) * B / T
  old <- (M - 1) / lambda^2; observed <- (df + 1) / (df + 3) * df * (1 - lambda)
  c(mean(estimates), W, B, sqrt(T), old * observed / (old + observed)) }

report <- function(name, Y, g, X, M, V = ncol(Y)) {
  set.seed(1); m <- models(Y, g, X)
  for (a in c("MAR", "J2R", "CR", "CIR")) {
    show(paste(name, a, "conditional mean"), ancova(impute(Y, g, X, estimates(m), a)[, V], g, X)[1])
    q <- replicate(M, ancova(impute(Y, g, X, posterior(m), a)[, V], g, X))
    r <- rubin(q[1, ], q[2, ], length(g) - 2 - NCOL(X) * !is.null(X))
    show(paste(name, a, "drawn: mean, within, between"), r[1:3]) } }

show("Rubin", rubin(c(1.2, 0.7, 1.6, 1.1, 0.4), c(0.5, 0.6, 0.4, 0.55, 0.45), 48))
show("Rubin, complete df infinite", { r <- rubin(c(1.2, 0.7, 1.6, 1.1, 0.4), c(0.5, 0.6, 0.4, 0.55, 0.45), 1e15); r[5] })

M <- as.integer(c(commandArgs(TRUE), 10000)[1])
d <- data("fev1"); Y <- unname(as.matrix(d[, paste0("visit", 1:4)])); X <- unname(as.matrix(d[, c("black", "white", "female")]))
left <- t(apply(is.na(Y), 1, cumsum)) > 0
report("fev1 with dropout", ifelse(left, NA, Y), d$group, X, M)
report("fev1 with gaps", Y, d$group, X, M)
report("fev1, visit 3 of 4", Y, d$group, X, M, 3)
d <- data("growth"); d <- d[!is.na(d$age8), ]
report("growth with baseline", unname(as.matrix(d[, c("age10", "age12", "age14")])), d$group, as.matrix(d$age8), M)
d <- data("growth")
report("growth", unname(as.matrix(d[, 2:5])), d$group, NULL, M)
