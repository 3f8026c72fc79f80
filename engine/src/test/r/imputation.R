# Prints every expected value of MultipleImputationTest and ImputationWithGapsTest. Run from the folder engine/:
# Rscript src/test/r/imputation.R
# With dropout only: regressions by lm; means of both arms, and each patient's path under the assumption, written out as defined.
# With gaps: data augmentation of complete data, see chain().
# Values were made with R 4.2.2; no package. Takes 10 minutes.
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

report <- function(name, Y, g, X, V = ncol(Y), M = 0) {
  Y <- Y[, 1:V]; set.seed(1); m <- models(Y, g, X)
  for (a in c("MAR", "J2R", "CR", "CIR")) {
    show(paste(name, a, "conditional mean"), ancova(impute(Y, g, X, estimates(m), a)[, V], g, X)[1])
    if (M > 0) {
      q <- replicate(M, ancova(impute(Y, g, X, posterior(m), a)[, V], g, X))
      r <- rubin(q[1, ], q[2, ], length(g) - 2 - NCOL(X) * !is.null(X))
      show(paste(name, a, "drawn: mean, within, between"), r[1:3]) } } }

# With gaps: the posterior of parameters and of all that is missing, by data augmentation on complete data, all visits, as
# one multivariate normal: means and covariance from the regressions, missing given observed by the formula of conditional
# normals. After the last visit observed at all, missing given all before it, both about the path of means assumed.
# ridge: how many observations without correlation the prior counts for. One set in `thin` is analysed, at each visit.
chain <- function(name, Y, g, X, M, thin, ridge = 0) {
  n <- nrow(Y); V <- ncol(Y); Z <- cbind(1, g, X); r <- ncol(Z); seen <- !is.na(Y)
  last <- apply(seen, 1, function(o) max(c(0, which(o))))
  s2 <- sapply(1:V, function(v) sum(residuals(lm(Y[, v] ~ g))^2) / (sum(seen[, v]) - 2))
  groups <- split(seq_len(n), paste(apply(seen, 1, paste, collapse = ""), g))
  draw <- function(Y) { D <- matrix(0, V, V); G <- matrix(0, V, r); s <- numeric(V)
    for (v in 1:V) { A <- cbind(Z, Y[, seq_len(v - 1)]); k <- ncol(A)
      P <- diag(c(rep(0, r), ridge * s2[seq_len(v - 1)]), k)
      # prior observations count around the mean, as the columns of Y are centred
      C <- A; if (v > 1) C[, -(1:r)] <- sweep(A[, -(1:r), drop = FALSE], 2, colMeans(A[, -(1:r), drop = FALSE]))
      K <- crossprod(C) + P; b <- drop(solve(K, crossprod(C, Y[, v])))
      rss <- sum((Y[, v] - C %*% b)^2) + sum(diag(P) * b^2) + ridge * s2[v]
      s[v] <- sqrt(rss / rchisq(1, n - k + ridge))
      b <- b + s[v] * backsolve(chol(K), rnorm(k))
      if (v > 1) { D[v, seq_len(v - 1)] <- b[-(1:r)]; b[1] <- b[1] - sum(b[-(1:r)] * colMeans(A[, -(1:r), drop = FALSE])) }
      G[v, ] <- b[1:r] }
    L <- solve(diag(V) - D)
    list(mean = function(Z) Z %*% t(L %*% G), S = L %*% diag(s^2, V) %*% t(L)) }
  conditional <- function(Y, i, m, o, mean, S) {       # columns m given o
    if (length(m) == 0) return(Y)
    e <- matrix(rnorm(length(i) * length(m)), length(i))
    if (length(o) == 0) { Y[i, m] <- mean[i, m] + e %*% chol(S[m, m]); return(Y) }
    B <- S[m, o, drop = FALSE] %*% solve(S[o, o])
    Y[i, m] <- mean[i, m, drop = FALSE] + (Y[i, o, drop = FALSE] - mean[i, o, drop = FALSE]) %*% t(B) +
      e %*% chol(S[m, m, drop = FALSE] - B %*% S[o, m, drop = FALSE])
    Y }
  target <- function(own, ref, i, assumption) { l <- last[i[1]]; after <- which(1:V > l); m <- own
    if (assumption == "J2R") m[i, after] <- ref[i, after]
    if (assumption == "CR") m[i, ] <- ref[i, ]
    if (assumption == "CIR") m[i, after] <- ref[i, after] + (if (l > 0) own[i, l] - ref[i, l] else 0)
    m }
  full <- Y; for (v in 1:V) full[!seen[, v], v] <- mean(Y[, v], na.rm = TRUE)
  out <- array(0, c(M, V, 4, 2), list(NULL, NULL, c("MAR", "J2R", "CR", "CIR"), NULL))
  for (k in (-20 * thin):(M * thin)) {
    p <- draw(full); own <- p$mean(Z); Z0 <- Z; Z0[, 2] <- 0; ref <- p$mean(Z0)
    for (i in groups) { o <- which(seen[i[1], ]); full <- conditional(full, i, setdiff(1:V, o), o, own, p$S) }
    if (k > 0 && k %% thin == 0) for (a in dimnames(out)[[3]]) { y <- full
      if (a != "MAR") for (i in groups) if (g[i[1]] == 1) { l <- last[i[1]]
        y <- conditional(y, i, which(1:V > l), seq_len(l), target(own, ref, i, a), p$S) }
      for (v in 1:V) { f <- .lm.fit(Z, y[, v]); R <- chol2inv(chol(crossprod(Z)))
        out[k / thin, v, a, ] <- c(f$coefficients[2], sqrt(sum(f$residuals^2) / (n - r) * R[2, 2])) } } }
  batch <- function(x) { b <- 50; m <- colMeans(matrix(x[seq_len(b * (length(x) %/% b))], ncol = b)); sd(m) / sqrt(b) }
  for (v in 1:V) for (a in dimnames(out)[[3]]) { q <- out[, v, a, ]
    show(paste(name, "visit", v, a, "mean, MCSE, within, between"), mean(q[, 1]), batch(q[, 1]), mean(q[, 2]^2), var(q[, 1])) } }

show("Rubin", rubin(c(1.2, 0.7, 1.6, 1.1, 0.4), c(0.5, 0.6, 0.4, 0.55, 0.45), 48))
show("Rubin, complete df infinite", { r <- rubin(c(1.2, 0.7, 1.6, 1.1, 0.4), c(0.5, 0.6, 0.4, 0.55, 0.45), 1e15); r[5] })

fev1 <- data("fev1"); Y <- unname(as.matrix(fev1[, paste0("visit", 1:4)])); X <- unname(as.matrix(fev1[, c("black", "white", "female")]))
growth <- data("growth"); born <- growth[!is.na(growth$age8), ]; few <- data("intermittent")
ages <- function(d, names) unname(as.matrix(d[, names]))
dropout <- function(Y) ifelse(t(apply(is.na(Y), 1, cumsum)) > 0, NA, Y)

report("fev1 with dropout", dropout(Y), fev1$group, X, M = 10000)
report("fev1 with dropout, visit 3 of 4", dropout(Y), fev1$group, X, 3)
report("growth with baseline, with dropout", dropout(ages(born, c("age10", "age12", "age14"))), born$group, as.matrix(born$age8))
report("growth with dropout", dropout(ages(growth, 2:5)), growth$group, NULL)

set.seed(1); chain("fev1", Y, fev1$group, X, 5000, 5)
set.seed(1); chain("growth", ages(growth, 2:5), growth$group, NULL, 2000, 10)
set.seed(1); chain("growth with baseline", ages(born, c("age10", "age12", "age14")), born$group, as.matrix(born$age8), 2000, 10)
set.seed(2); chain("intermittent", ages(few, 3:8), few$group, as.matrix(few$baseline), 3000, 12, 1)
