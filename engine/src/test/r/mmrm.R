# Prints every expected value of MmrmTest. Run from the folder engine/: Rscript src/test/r/mmrm.R
# The model is fitted here from its definition, with dense matrices and numerical derivatives (numDeriv), nothing shared
# with the Java code; the fit is held against nlme::gls, lme4 + pbkrtest, and numbers printed by SAS and mmrm.
# Values were made with R 4.2.2, nlme 3.1-162, lme4 1.1-31, pbkrtest 0.5.2, numDeriv 2016.8-1.1.
suppressMessages({library(nlme); library(numDeriv); library(lme4); library(pbkrtest)})
options(digits = 12, warn = 1)
data <- function(name) read.csv(file.path("src/test/resources/data", paste0(name, ".csv")), comment.char = "#")
show <- function(label, ...) cat(label, ": ", paste(format(c(...), digits = 12), collapse = ", "), "\n", sep = "")

# Covariance matrices of V visits. AR(1): variance, correlation, as in SAS.
lag <- function(V) abs(outer(1:V, 1:V, "-"))
structures <- list(
  UN = list(sigma = function(t, V) { S <- matrix(0, V, V); S[lower.tri(S, TRUE)] <- t; S + t(S) - diag(diag(S)) },
            start = function(s, V) diag(s, V)[lower.tri(diag(V), TRUE)]),
  TOEP = list(sigma = function(t, V) matrix(t[lag(V) + 1], V), start = function(s, V) c(s, rep(0, V - 1))),
  AR1 = list(sigma = function(t, V) t[1] * t[2]^lag(V), start = function(s, V) c(s, 0.1)),
  CS = list(sigma = function(t, V) t[1] + diag(t[2], V), start = function(s, V) c(0, s)))

long <- function(d, visits) {
  n <- nrow(d); V <- length(visits)
  l <- d[rep(1:n, each = V), ]; l$id <- rep(1:n, each = V); l$visit <- factor(rep(1:V, n))
  l$y <- as.vector(t(as.matrix(d[, visits]))); l[!is.na(l$y), ] }

# REML fit: beta, its covariance, theta, W from the observed and the expected information.
fit <- function(formula, l, structure, V = nlevels(l$visit)) {
  X <- model.matrix(formula, l); y <- l$y; rows <- split(seq_along(y), l$id)
  v <- as.integer(l$visit); s <- structures[[structure]]; N <- length(y); p <- ncol(X)
  # patients of one missingness pattern share the inverse
  pattern <- sapply(rows, function(r) paste(v[r], collapse = " "))
  solveAll <- function(theta, f) { S <- s$sigma(theta, V); inv <- lapply(tapply(seq_along(rows), pattern, `[`, 1), function(i) {
    o <- v[rows[[i]]]; solve(S[o, o, drop = FALSE]) }); f(S, inv) }
  gls <- function(theta) solveAll(theta, function(S, inv) {
    A <- matrix(0, p, p); b <- rep(0, p); logdet <- 0
    for (i in seq_along(rows)) { r <- rows[[i]]; Si <- inv[[pattern[i]]]; x <- X[r, , drop = FALSE]
      A <- A + t(x) %*% Si %*% x; b <- b + t(x) %*% Si %*% y[r]
      logdet <- logdet - determinant(Si)$modulus }
    beta <- solve(A, b); e <- y - X %*% beta; q <- 0
    for (i in seq_along(rows)) { r <- rows[[i]]; q <- q + sum(e[r] * (inv[[pattern[i]]] %*% e[r])) }
    list(beta = drop(beta), cov = solve(A), deviance =
      as.numeric((N - p) * log(2 * pi) + logdet + determinant(A)$modulus + q)) })
  positive <- function(theta) all(eigen(s$sigma(theta, V), TRUE, TRUE)$values > 0)
  deviance <- function(theta) if (positive(theta)) gls(theta)$deviance else 1e10
  theta <- s$start(var(residuals(lm.fit(X, y))), V)
  for (k in 1:3) theta <- nlminb(theta, deviance, control = list(rel.tol = 1e-14, eval.max = 5000, iter.max = 2000))$par
  second <- function(d) hessian(deviance, theta, method.args = list(d = d))
  for (k in 1:4) theta <- theta - solve(second(0.01), grad(deviance, theta))
  g <- gls(theta); k <- length(theta)
  # of four widths of steps, the one that the next narrower one changes least: wide steps come to the edge of positive
  # definite matrices, narrow ones lose digits
  H <- lapply(c(0.1, 0.05, 0.02, 0.01), second)
  change <- sapply(1:3, function(i) max(abs(H[[i]] - H[[i + 1]]) / sqrt(outer(diag(H[[4]]), diag(H[[4]])))))
  H <- H[[which.min(change)]]
  # derivatives of the covariance matrix
  J <- jacobian(function(t) as.vector(s$sigma(t, V)), theta)
  D <- lapply(1:k, function(i) matrix(J[, i], V))
  D2 <- lapply(1:k, function(i) lapply(1:k, function(j) matrix(
    hessianOf(function(t) s$sigma(t, V), theta, i, j), V)))
  P <- lapply(1:k, function(i) matrix(0, p, p)); Q <- R <- lapply(1:k, function(i) P)
  trace <- matrix(0, k, k)
  solveAll(theta, function(S, inv) for (n in seq_along(rows)) { r <- rows[[n]]; o <- v[r]; x <- X[r, , drop = FALSE]
    Si <- inv[[pattern[n]]]; U <- lapply(D, function(d) Si %*% d[o, o] %*% Si)
    for (i in 1:k) { P[[i]] <<- P[[i]] - t(x) %*% U[[i]] %*% x
      for (j in 1:k) { Q[[i]][[j]] <<- Q[[i]][[j]] + t(x) %*% U[[i]] %*% D[[j]][o, o] %*% Si %*% x
        R[[i]][[j]] <<- R[[i]][[j]] + t(x) %*% Si %*% D2[[i]][[j]][o, o] %*% Si %*% x
        trace[i, j] <<- trace[i, j] + sum(diag(U[[i]] %*% D[[j]][o, o])) } } })
  C <- g$cov; expected <- trace
  for (i in 1:k) for (j in 1:k)
    expected[i, j] <- (trace[i, j] - sum(diag(2 * C %*% Q[[i]][[j]] - C %*% P[[i]] %*% C %*% P[[j]]))) / 2
  W <- list(observed = solve(H / 2), expected = solve(expected))
  # Kenward and Roger (1997), p. 985; linear: without the term of the second derivatives
  adjusted <- lapply(W, function(w) lapply(c(full = 1, linear = 0), function(second) { L <- 0
    for (i in 1:k) for (j in 1:k)
      L <- L + w[i, j] * (Q[[i]][[j]] - P[[i]] %*% C %*% P[[j]] - second * R[[i]][[j]] / 4)
    C + 2 * C %*% L %*% C }))
  list(theta = theta, sigma = s$sigma(theta, V), beta = g$beta, cov = C, W = W, adjusted = adjusted, deviance = g$deviance,
       slope = function(c) grad(function(t) drop(t(c) %*% gls(t)$cov %*% c), theta), names = colnames(X)) }
hessianOf <- function(f, theta, i, j) {
  h <- 1e-3 * pmax(abs(theta), 1e-2)
  e <- function(a, b) { t <- theta; t[i] <- t[i] + a * h[i]; t[j] <- t[j] + b * h[j]; as.vector(f(t)) }
  if (i == j) { u <- function(a) { t <- theta; t[i] <- t[i] + a * h[i]; as.vector(f(t)) }; (u(1) - 2 * u(0) + u(-1)) / h[i]^2 }
  else (e(1, 1) - e(1, -1) - e(-1, 1) + e(-1, -1)) / (4 * h[i] * h[j]) }

contrast <- function(f, c) {
  v <- drop(t(c) %*% f$cov %*% c); g <- f$slope(c)
  df <- sapply(f$W, function(w) 2 * v^2 / drop(t(g) %*% w %*% g))
  se <- function(a) sqrt(drop(t(c) %*% a %*% c))
  c(estimate = sum(c * f$beta), se = sqrt(v), df = df[["observed"]],
    kr = se(f$adjusted$observed$full), linear = se(f$adjusted$observed$linear), dfExpected = df[["expected"]],
    krExpected = se(f$adjusted$expected$full), linearExpected = se(f$adjusted$expected$linear)) }
only <- commandArgs(TRUE)
section <- function(name, code) if (length(only) == 0 || name %in% only) { cat("==", name, "\n"); eval.parent(substitute(code)) }

section("SAS", {
  # PROC MIXED, MODEL FEV1 = ARMCD / DDFM=KR or KR(LINEAR), REPEATED AVISIT / TYPE=...; printed in openpharma/mmrm,
  # design/ddfm_covtype/*.csv and design/KR/kr_cs.csv. Its data have more than our 5 decimals, and it stops at a relative
  # change of 1e-8: deviances agree to 9 digits, covariance parameters of UN and TOEP to 4.
  l <- long(data("fev1"), paste0("visit", 1:4))
  printed <- list(UN = c(3.81972492174648, 160.733266403768, NA, 0.66124382270307),
                  TOEP = c(4.47051860580552, 160.027408337368, 0.87839805519623, NA),
                  AR1 = c(4.22574315817874, 188.46934887972, 0.95865439662225, 0.96058142305176),
                  CS = c(4.19663617897035, 177.038485931223, 0.7964696053595, NA))
  for (s in names(printed)) {
    a <- contrast(fit(~ group, l, s), c(0, 1))
    show(paste(s, "SAS "), printed[[s]]); show(paste(s, "here"), a[c("estimate", "df", "kr", "linear")])
    show(paste(s, "with expected information"), a[c("dfExpected", "krExpected", "linearExpected")]) }
})

each <- function(label, f, contrasts) for (name in names(contrasts)) show(paste(label, name), contrast(f, contrasts[[name]]))
section("fev1", {
  d <- data("fev1"); l <- long(d, paste0("visit", 1:4))
  cs <- lapply(c(1:4), function(v) { c <- rep(0, 11); c[7 + v] <- 1; c }); names(cs) <- paste("visit", 1:4)
  cs$average <- Reduce(`+`, cs[1:4]) / 4
  for (s in names(structures)) {
    f <- fit(~ visit + black + white + female + group:visit, l, s)
    show(paste(s, "deviance"), f$deviance); show(paste(s, "sigma"), f$sigma[, 1]); show(paste(s, "sigma"), f$sigma[, 4])
    each(s, f, cs) }
})

section("growth", {
  d <- data("growth"); visits <- c("age10", "age12", "age14"); d$baseline <- d$age8; d <- d[!is.na(d$age8), ]
  l <- long(d, visits); l$baseline <- l$baseline - mean(l$baseline)
  # columns: visit means, baseline by visit, group by visit
  cs <- lapply(1:3, function(v) { c <- rep(0, 9); c[6 + v] <- 1; c }); names(cs) <- paste("age", c(10, 12, 14))
  cs$average <- Reduce(`+`, cs[1:3]) / 3
  for (v in 1:3) for (g in 0:1) { c <- rep(0, 9); c[v] <- 1; c[6 + v] <- g; cs[[paste("mean", v, g)]] <- c }
  for (s in names(structures)) {
    f <- fit(~ 0 + visit + baseline:visit + group:visit, l, s)
    show(paste(s, "deviance"), f$deviance); show(paste(s, "sigma"), f$sigma[, 1])
    each(s, f, cs)
    if (s != "TOEP") {
      m <- gls(y ~ 0 + visit + baseline:visit + group:visit, l,
        correlation = switch(s, UN = corSymm(form = ~ as.integer(visit) | id), AR1 = corAR1(form = ~ as.integer(visit) | id),
                             CS = corCompSymm(form = ~ 1 | id)),
        weights = if (s == "UN") varIdent(form = ~ 1 | visit), control = glsControl(
          tolerance = 1e-10, msTol = 1e-14, maxIter = 500, msMaxIter = 1000))
      show(paste(s, "gls deviance"), -2 * logLik(m))
      for (v in 1:3) show(paste(s, "gls", v), coef(m)[6 + v], sqrt(vcov(m)[6 + v, 6 + v])) }
    if (s == "CS") {
      m <- lmer(y ~ 0 + visit + baseline:visit + group:visit + (1 | id), l, control = lmerControl(optimizer = "bobyqa",
        optCtrl = list(rhoend = 1e-10)))
      kr <- vcovAdj(m)
      for (name in names(cs)) { c <- cs[[name]]
        k <- KRmodcomp(m, matrix(c, 1)); 
        show(paste("pbkrtest", name), sqrt(drop(t(c) %*% as.matrix(kr) %*% c)), k$stats$ddf) } } }
})

section("arms", {
  # three groups: Asian, black, white; treatment by visit and sex as covariates
  d <- data("fev1"); d$arm <- factor(d$black + 2 * d$white); l <- long(d, paste0("visit", 1:4))
  l$arm1 <- as.numeric(l$arm == 1); l$arm2 <- as.numeric(l$arm == 2)
  f <- fit(~ 0 + visit + visit:arm1 + visit:arm2 + visit:group + female, l, "UN")
  for (arm in 1:2) for (v in c(1, 4)) { c <- as.numeric(f$names == paste0("visit", v, ":arm", arm)); stopifnot(sum(c) == 1)
    show(paste("arm", arm, "visit", v), contrast(f, c)) }
})
