# Dropout at random (MAR) and not at random (MNAR): what three analyses estimate.
#
# Run: Rscript docs/validation/missing.R
#
# Two arms; a baseline and visits at weeks 1, 2, 4, 6, 8; jointly normal, all
# correlations rho, SD 4 at baseline and 6 after it; mean 24 - E (1 - exp(-t/3)),
# E = effect[1] on placebo and effect[2] on active. Between visits j-1 and j
# (j >= 2) a patient still present leaves with probability
#   MAR   logit^-1(a + b (Y[j-1] - BASE + 4))     the last value seen
#   MNAR  logit^-1(a + b (Y[j]   - BASE + 4))     the value that goes unseen
#
# MMRM, unstructured: with monotone dropout its likelihood factorises into the
# regressions of Y[j] on arm, baseline and Y[1..j-1] among those present at j;
# the difference between the arms is carried forward visit by visit.
week <- c(1, 2, 4, 6, 8); J <- length(week)

normals <- function(n, rho) matrix(rnorm(n * (J + 1)), n) * sqrt(1 - rho) + rnorm(n) * sqrt(rho)
values <- function(z, effect)
  sweep(z %*% diag(c(4, rep(6, J))), 2, 24 - effect * (1 - exp(-c(0, week) / 3)), "+")

# P(stays in the interval before visit j); column 1 of y is the baseline
stays <- function(y, a, b, mechanism) {
  seen <- if (mechanism == "MAR") 2:J else 3:(J + 1)
  cbind(1, 1 - plogis(a + b * (y[, seen] - y[, 1] + 4)))
}
cumulate <- function(p) { for (j in 2:J) p[, j] <- p[, j] * p[, j - 1]; p }

wls <- function(X, y, w = 1) drop(solve(crossprod(X * w, X), crossprod(X * w, y)))
# here: n x J, 1 or 0 = present at visit j or not, or the probability of it
analyse <- function(y, arm, here) {
  delta <- NULL; X <- cbind(arm, 1, y[, 1])
  for (j in 1:J) {
    k <- here[, j] > 0
    b <- wls(cbind(arm, 1, y[, 1:j])[k, ], y[k, j + 1], here[k, j])
    delta[j] <- b[1] + sum(b[-(1:3)] * delta)           # no difference at baseline
  }
  last <- here - cbind(here[, -1], 0)                   # (probability of) last visit = j
  c(mmrm = delta[J], locf = wls(X, rowSums(last * y[, -1]))[[1]],
    complete = wls(X, y[, J + 1], here[, J])[[1]], full = wls(X, y[, J + 1])[[1]],
    out_placebo = 1 - mean(here[arm == 0, J]), out_active = 1 - mean(here[arm == 1, J]))
}

# The limit for many patients. To save patients, everybody counts with the
# probability of being present, and both arms use the same normals and their
# mirror image; per sample n / 2 draws give n patients per arm.
limit <- function(samples, n, a, b, mechanism, rho, effect, seed) {
  set.seed(seed)
  x <- replicate(samples, {
    z <- normals(n / 2, rho); z <- rbind(z, -z)
    y <- rbind(values(z, effect[1]), values(z, effect[2]))
    analyse(y, rep(0:1, each = n), cumulate(stays(y, a, b, mechanism)))
  })
  rbind(value = rowMeans(x), mcse = apply(x, 1, sd) / sqrt(samples))
}
# Trials of n per arm with real dropout: mean, its Monte-Carlo error, SD of one trial.
trials <- function(reps, n, a, b, mechanism, rho, effect, seed) {
  set.seed(seed)
  x <- replicate(reps, {
    y <- rbind(values(normals(n, rho), effect[1]), values(normals(n, rho), effect[2]))
    p <- stays(y, a, b, mechanism)
    analyse(y, rep(0:1, each = n), cumulate((runif(length(p)) < p) * 1))
  })
  rbind(value = rowMeans(x), mcse = apply(x, 1, sd) / sqrt(reps), sd = apply(x, 1, sd))
}

options(width = 120)
set <- list(A = list(a = -3.2, b = .25, rho = .6, effect = c(6, 9)),
            B = list(a = -4.4, b = .7, rho = .6, effect = c(6, 9)),
            C = list(a = -4, b = .5, rho = .4, effect = c(6, 9)),
            D = list(a = -4.2, b = .5, rho = .4, effect = c(4, 9)))
for (s in names(set)) {
  p <- set[[s]]
  cat(sprintf("\n%s  a %g  b %g  rho %g  effects %g and %g: true difference at week 8 %.4f\n", s, p$a, p$b, p$rho,
              p$effect[1], p$effect[2], -diff(p$effect) * (1 - exp(-8 / 3))))
  for (m in c("MAR", "MNAR")) {
    cat(m, "limit, 40 samples of 50,000 per arm, seed 4\n")
    print(round(limit(40, 50000, p$a, p$b, m, p$rho, p$effect, 4), 4))
    cat(m, "2,000 trials of 150 per arm, seed 150\n")
    print(round(trials(2000, 150, p$a, p$b, m, p$rho, p$effect, 150), 4))
  }
}
