# Sample sizes of repeated-measures designs, closed forms, with a check of each.
#
#   Rscript samplesize.R

## MMRM, last visit, monotone dropout (Lu, Luo & Chen 2008, formula 3).
## R correlation, retention at each visit, sd at the last visit; per patient,
## the inverse information of the J means is the inverse of
##   sum_j (r_j - r_{j+1}) [inverse of the leading j x j block of R, padded by 0];
## its last diagonal element phi is the variance inflation against one
## observation of every patient.
phi <- function(R, r) {
  J <- length(r); r <- c(r, 0); I <- matrix(0, J, J)
  for (j in 1:J) I[1:j, 1:j] <- I[1:j, 1:j] + (r[j] - r[j + 1]) * solve(R[1:j, 1:j, drop = FALSE])
  solve(I)[J, J]
}
n.mmrm <- function(R, r, sd, delta, power, alpha = .05, ratio = 1) {
  # ratio = n1 / n2; the same R and r in both arms
  z <- qnorm(1 - alpha / 2) + qnorm(power); f <- phi(R, r)
  n1 <- (1 + ratio) * f * z^2 * sd^2 / delta^2
  c(n1 = n1, n2 = n1 / ratio)
}
R <- diag(.75, 4) + .25; r <- c(1, .9, .8, .7)
print(c(phi = phi(R, r)), digits = 10)
print(n.mmrm(R, r, 1, .5, .8), digits = 10)
print(n.mmrm(R, r, 1, .5, .8, ratio = 2), digits = 10)
se <- sqrt(2 * phi(R, r) / 87)
print(c(se_n87 = se, power_n87 = pnorm(.5 / se - qnorm(.975)) + pnorm(-.5 / se - qnorm(.975)),
        power_t = pt(.5 / se - qt(.975, 172), 172)), digits = 8)

## Slope difference, exchangeable correlation (Diggle, Liang & Zeger 1994, p. 29),
## one-sided alpha.
n.slope <- function(t, d, rho, sigma2, power = .8, alpha = .05)
  2 * (qnorm(1 - alpha) + qnorm(power))^2 * sigma2 * (1 - rho) / (sum((t - mean(t))^2) * d^2)
rho <- c(.2, .5, .8); sigma2 <- c(100, 200, 300)
tab <- outer(rho, sigma2, function(a, b) mapply(function(x, y) n.slope(c(0, 2, 5), .5, x, y), a, b))
dimnames(tab) <- list(rho, sigma2); print(tab, digits = 8); print(ceiling(tab))
stopifnot(ceiling(tab) == rbind(c(313, 625, 938), c(196, 391, 586), c(79, 157, 235)))

## Its power by simulation: least-squares slope of every patient, then a
## two-sample t test; 313 per arm, rho .2, sigma2 100, one-sided 5 %.
slope.power <- function(trials, n, t, d, rho, sigma2, seed, alpha = .05) {
  set.seed(seed)
  w <- (t - mean(t)) / sum((t - mean(t))^2); hit <- logical(trials)
  for (i in seq_len(trials)) {
    arm <- rep(0:1, each = n)
    y <- matrix(rnorm(2 * n * length(t), 0, sqrt(sigma2 * (1 - rho))), 2 * n) +
      rnorm(2 * n, 0, sqrt(sigma2 * rho)) + d * outer(arm, t)
    b <- drop(y %*% w)
    s <- sqrt((var(b[arm == 0]) + var(b[arm == 1])) / n)
    hit[i] <- (mean(b[arm == 1]) - mean(b[arm == 0])) / s > qt(1 - alpha, 2 * n - 2)
  }
  c(power = mean(hit), mcse = sd(hit) / sqrt(trials))
}
v <- 100 * .8 / sum((c(0, 2, 5) - 7 / 3)^2)      # variance of one slope
print(c(theory_z = pnorm(.5 / sqrt(2 * v / 313) - qnorm(.95)),
        theory_t = 1 - pt(qt(.95, 624), 624, .5 / sqrt(2 * v / 313))), digits = 7)
print(slope.power(50000, 313, c(0, 2, 5), .5, .2, 100, seed = 18), digits = 6)
