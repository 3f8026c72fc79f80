# Power of the last-visit comparison of a mixed model for repeated measures
# (MMRM) with monotone dropout: simulation behind the sample size of
# Lu, Luo & Chen (2008) in samplesize.R.
#
#   Rscript mmrm.R
#
# 87 patients per arm, visits 1-4, SD 1, all correlations .25, difference .5 at
# visit 4, P(still there) 1, .9, .8, .7 (completely at random). The model has a
# mean for every arm and visit and no other covariate. With these the result
# depends on neither the differences at visits 1-3 nor the other means: the
# estimate is equivariant in them (checked below).

## REML for a covariance that is linear in its parameters, S = sum th_k E_k, by
## Fisher scoring from the sums of every arm and dropout pattern; Wald test with
## Satterthwaite degrees of freedom. y is n x J with NA after dropout.
basis <- function(J, type) {
  if (type == "cs") return(list(diag(J), matrix(1, J, J)))
  k <- which(upper.tri(diag(J), TRUE), arr.ind = TRUE)
  lapply(seq_len(nrow(k)), function(i) {
    E <- matrix(0, J, J); E[k[i, 1], k[i, 2]] <- E[k[i, 2], k[i, 1]] <- 1; E
  })
}
mmrm <- function(y, arm, type = "un", tol = 1e-10) {
  J <- ncol(y); last <- rowSums(!is.na(y)); E <- basis(J, type); K <- length(E)
  cell <- list()                                       # arm x pattern: n, sum, cross-products
  for (a in 0:1) for (j in 1:J) {
    k <- arm == a & last == j
    if (any(k)) { z <- y[k, 1:j, drop = FALSE]
      cell[[length(cell) + 1]] <- list(a = a + 1, j = j, n = sum(k), s = colSums(z), ss = crossprod(z)) }
  }
  z <- y[last == J, ]; V <- var(z[arm[last == J] == 0, ]) / 2 + var(z[arm[last == J] == 1, ]) / 2
  th <- if (type == "cs") c(mean(diag(V)) - mean(V[upper.tri(V)]), mean(V[upper.tri(V)]))
        else V[upper.tri(V, TRUE)]
  for (iteration in 1:100) {
    S <- Reduce(`+`, Map(`*`, th, E))
    inv <- lapply(1:J, function(j) solve(S[1:j, 1:j, drop = FALSE]))
    H <- list(matrix(0, J, J), matrix(0, J, J)); h <- list(numeric(J), numeric(J))
    for (g in cell) { i <- 1:g$j
      H[[g$a]][i, i] <- H[[g$a]][i, i] + g$n * inv[[g$j]]
      h[[g$a]][i] <- h[[g$a]][i] + inv[[g$j]] %*% g$s }
    C <- lapply(H, solve); mu <- Map(function(C, h) drop(C %*% h), C, h)
    score <- numeric(K); info <- matrix(0, K, K)
    D <- lapply(1:2, function(a) lapply(1:K, function(k) matrix(0, J, J)))
    Q <- lapply(1:2, function(a) array(0, c(J, J, K, K)))
    for (g in cell) { i <- 1:g$j; m <- mu[[g$a]][i]
      R <- g$ss - outer(g$s, m) - outer(m, g$s) + g$n * outer(m, m)
      A <- lapply(E, function(e) inv[[g$j]] %*% e[i, i, drop = FALSE]); W <- inv[[g$j]]
      for (k in 1:K) {
        AW <- A[[k]] %*% W
        score[k] <- score[k] - (g$n * sum(diag(A[[k]])) - sum(AW * R)) / 2
        D[[g$a]][[k]][i, i] <- D[[g$a]][[k]][i, i] + g$n * AW
        for (l in 1:k) {
          info[k, l] <- info[k, l] + g$n * sum(A[[k]] * t(A[[l]])) / 2 -
            g$n * sum(C[[g$a]][i, i] * (AW %*% t(A[[l]])))
        }
      } }
    for (a in 1:2) { CD <- lapply(D[[a]], function(d) C[[a]] %*% d)
      for (k in 1:K) { score[k] <- score[k] + sum(diag(CD[[k]])) / 2
        for (l in 1:k) info[k, l] <- info[k, l] + sum(CD[[k]] * t(CD[[l]])) / 2 } }
    info[upper.tri(info)] <- t(info)[upper.tri(info)]
    step <- solve(info, score); th <- th + step
    if (sum(step * score) < tol) break
  }
  v <- C[[1]][J, J] + C[[2]][J, J]
  grad <- sapply(1:K, function(k) sum(sapply(1:2, function(a) (C[[a]] %*% D[[a]][[k]] %*% C[[a]])[J, J])))
  c(estimate = mu[[2]][J] - mu[[1]][J], se = sqrt(v), df = 2 * v^2 / drop(grad %*% solve(info, grad)))
}

trial <- function(n = 87, delta = c(0, 0, 0, .5), r = c(1, .9, .8, .7)) {
  J <- length(r); arm <- rep(0:1, each = n)
  y <- sqrt(.75) * matrix(rnorm(2 * n * J), 2 * n) + sqrt(.25) * rnorm(2 * n) + outer(arm, delta)
  last <- J - findInterval(runif(2 * n), cumsum(rev(-diff(c(r, 0)))))
  y[col(y) > last] <- NA
  list(y = y, arm = arm)
}
power <- function(trials, type, seed, delta = c(0, 0, 0, .5)) {
  set.seed(seed)
  x <- replicate(trials, { d <- trial(delta = delta); mmrm(d$y, d$arm, type) })
  t <- abs(x["estimate", ] / x["se", ]); hit <- t > qt(.975, x["df", ])
  c(power = mean(hit), mcse = sd(hit) / sqrt(trials), z_test = mean(t > qnorm(.975)),
    estimate = mean(x["estimate", ]), sd_estimate = sd(x["estimate", ]), mean_se = mean(x["se", ]), mean_df = mean(x["df", ]))
}

## The same model by nlme::gls, and one data set compared.
by.gls <- function(d, type) {
  long <- data.frame(y = c(d$y), arm = factor(d$arm), visit = factor(col(d$y)),
                     time = c(col(d$y)), id = factor(row(d$y)))
  long <- long[!is.na(long$y), ]; long <- long[order(long$id, long$time), ]
  f <- nlme::gls(y ~ 0 + visit:arm, long, method = "REML",
    correlation = if (type == "cs") nlme::corCompSymm(form = ~ time | id) else nlme::corSymm(form = ~ time | id),
    weights = if (type == "cs") NULL else nlme::varIdent(form = ~ 1 | visit))
  b <- coef(f); L <- (names(b) == "visit4:arm1") - (names(b) == "visit4:arm0")
  c(estimate = sum(L * b), se = sqrt(drop(L %*% vcov(f) %*% L)))
}
options(digits = 6, width = 120)

set.seed(1); d <- trial()
for (type in c("cs", "un")) print(rbind(mmrm = mmrm(d$y, d$arm, type)[1:2], gls = by.gls(d, type)))
print(c(share_present = colMeans(!is.na(trial(n = 1e5)$y))))

# earlier differences do not matter: the same data with (.125, .25, .375, .5)
set.seed(2); a <- trial(); set.seed(2); b <- trial(delta = c(.125, .25, .375, .5))
print(rbind(zero = mmrm(a$y, a$arm), proportional = mmrm(b$y, b$arm)))

cat("\nSatterthwaite t test, two-sided 5 %, 87 per arm\n")
print(rbind(unstructured = power(5000, "un", 16), compound_symmetry = power(10000, "cs", 16)))
cat("type I error\n")
print(rbind(unstructured = power(5000, "un", 17, delta = numeric(4))))

## gls on its own: Wald z, 300 trials of each structure.
for (type in c("cs", "un")) {
  set.seed(16)
  z <- replicate(300, { x <- by.gls(trial(), type); x[[1]] / x[[2]] })
  p <- mean(abs(z) > qnorm(.975)); print(c(gls = p, mcse = sqrt(p * (1 - p) / 300)))
}
