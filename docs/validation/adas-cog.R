# Mean and SD of the change of ADAS-cog on placebo in the population of Rogers et al. (2012), from the
# model's equations, with no code in common with Silico; no variation between studies.
#
#   Rscript docs/validation/adas-cog.R
#
# Given eta and alpha the score is 70 times a beta variate of mean theta and precision tau, independent
# from visit to visit: the mean of the change is that of 70 (theta(t) - theta(0)), its variance has
# 70^2 theta (1 - theta) / (1 + tau) of each visit added. So only eta and alpha are drawn.

set.seed(2012)
n <- 4e6
apoe <- sample(0:2, n, TRUE, c(.4219, .4350, .1434))
age <- c(75.27, 75.64, 66.48)[apoe + 1] + sqrt(86.02) * rnorm(n)
mmse <- runif(n, 16, 26)
sex <- rbinom(n, 1, .5454)
eta <- -.7952 - .1251 * (mmse - 21) + .4138 * rnorm(n)
alpha <- .005074 - .0006761 * (mmse - 21) - .0001143 * (age - 75) - 2.4915e-5 * (apoe == 1) +
  1.254e-4 * (apoe == 2) - 6.5305e-4 * sex + .0077795 * rnorm(n)
kel <- .027475; keq <- kel + .05362; tau <- 1 / .1052^2
placebo <- function(t) -5.2945 / (1 / kel - 1 / keq) * (exp(-kel * t) - exp(-keq * t))
theta0 <- plogis(eta)
residual <- function(p) 70^2 * mean(p * (1 - p)) / (1 + tau)
for (t in c(8, 16, 24, 52)) {
  theta <- plogis(eta + alpha * t + placebo(t))
  d <- 70 * (theta - theta0)
  print(c(week = t, mean = mean(d), mcse = sd(d) / sqrt(n),
          sd = sqrt(var(d) + residual(theta) + residual(theta0))), digits = 6)
}
