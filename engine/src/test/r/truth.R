# Expected values of TrueValuesTest that need integration over time: the root of the expected partial
# score, as in Struthers & Kalbfleisch 1986, Biometrika 73:363. Run with Rscript.

options(digits = 16)

# hazard 0.1 a day; in the treatment arm times 0.4 from day 6; one to one
S0 <- function(t) exp(-0.1 * t)
h1 <- function(t) ifelse(t < 6, 0.1, 0.04)
S1 <- function(t) exp(-0.1 * pmin(t, 6) - 0.04 * pmax(0, t - 6))

root <- function(followed, end) {
  score <- function(beta) {
    rate <- function(t) {
      risk <- exp(beta) * S1(t) / (exp(beta) * S1(t) + S0(t))
      (h1(t) * S1(t) - (0.1 * S0(t) + h1(t) * S1(t)) * risk) * followed(t)
    }
    integrate(rate, 0, 6, rel.tol = 1e-10)$value + integrate(rate, 6, end, rel.tol = 1e-10)$value
  }
  uniroot(score, c(-3, 1), tol = 1e-13)$root
}

cat("followed for 20 days", root(function(t) 1, 20), "\n")
cat("followed for 6 to 46 days", root(function(t) pmin(1, (46 - t) / 40), 46), "\n")

# hazard 0.1 exp(X), X standard normal; times 0.5 in the treatment arm; followed for 20 days
over <- function(t, f) sapply(t, function(s) {
  integrate(function(x) f(s, x) * dnorm(x), -10, 10, rel.tol = 1e-10)$value
})
S <- function(t, b) over(t, function(s, x) exp(-0.1 * s * exp(x + b)))
f <- function(t, b) over(t, function(s, x) 0.1 * exp(x + b) * exp(-0.1 * s * exp(x + b)))
score <- function(beta) {
  rate <- function(t) {
    s0 <- S(t, 0)
    s1 <- S(t, log(0.5))
    f1 <- f(t, log(0.5))
    f1 - (f(t, 0) + f1) * exp(beta) * s1 / (exp(beta) * s1 + s0)
  }
  integrate(rate, 0, 20, rel.tol = 1e-8)$value
}
cat("hazards that differ between patients", uniroot(score, c(-3, 1), tol = 1e-10)$root, "\n")

# the proportional odds model where odds are not proportional
d <- data.frame(
  y = factor(rep(1:3, 2), ordered = TRUE), a = rep(0:1, each = 3),
  w = c(0.2, 0.3, 0.5, 0.5, 0.2, 0.3) * 1000
)
cat("odds ratios 4 and 7/3", coef(MASS::polr(
  y ~ a, weights = w, data = d, control = list(reltol = 1e-15, maxit = 1000)
)), "\n")

# competing exponential hazards h1 of the event and h2 before it, control and treatment; followed for tau
subdistribution <- function(h1, h2, tau) {
  density <- function(t, k) h1[k] * exp(-(h1[k] + h2[k]) * t)
  incidence <- function(t, k) h1[k] / (h1[k] + h2[k]) * (1 - exp(-(h1[k] + h2[k]) * t))
  score <- function(beta) {
    rate <- function(t) {
      r1 <- (1 - incidence(t, 2)) * exp(beta)
      density(t, 2) - (density(t, 1) + density(t, 2)) * r1 / (r1 + 1 - incidence(t, 1))
    }
    integrate(rate, 0, tau, rel.tol = 1e-12)$value
  }
  uniroot(score, c(-3, 3), tol = 1e-13)$root
}
cat("subdistribution hazards, event", subdistribution(c(0.1, 0.06), c(0.05, 0.05), 12), "\n")
cat("subdistribution hazards, competing event", subdistribution(c(0.1, 0.1), c(0.03, 0.15), 12), "\n")

# power of Gray's test and of Fine and Gray's regression: 200 patients, followed for 12, who leave at 0.03
suppressMessages(library(cmprsk))
trial <- function() {
  g <- rbinom(200, 1, 0.5)
  first <- rexp(200, 0.1)
  other <- rexp(200, c(0.03, 0.15)[g + 1])
  left <- pmin(rexp(200, 0.03), 12)
  t <- pmin(first, other, left)
  data.frame(g, t, e = ifelse(t == first, 1, ifelse(t == other, 2, 0)))
}
set.seed(1)
rejected <- replicate(20000, with(trial(), cuminc(t, e, g)$Tests[1, "pv"] <= 0.05))
cat("power of Gray's test", mean(rejected), sd(rejected) / sqrt(20000), "\n")
set.seed(8)
fits <- replicate(12000, with(trial(), {
  f <- crr(t, e, g)
  c(abs(f$coef / sqrt(f$var[1, 1])) >= qnorm(0.975), f$coef)
}))
cat("power and mean of Fine and Gray", rowMeans(fits), sd(fits[2, ]) / sqrt(12000), "\n")
