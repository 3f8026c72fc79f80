# Power of the designs in validation.md by a simulation of its own: no code in common with Silico.
# Run: Rscript docs/validation/power.R

# z of the log-rank test, no ties; negative when group 1 has fewer events
logrank <- function(time, event, group) {
  o <- order(time)
  group <- group[o]
  event <- event[o]
  at_risk <- length(group):1
  p <- rev(cumsum(rev(group))) / at_risk
  sum(event * (group - p)) / sqrt(sum(event * p * (1 - p)))
}

report <- function(rejected, ...) {
  p <- mean(rejected)
  print(c(power = p, mcse = sqrt(p * (1 - p) / length(rejected)), ...))
}

# analysis at a fixed time, even entry, exponential dropout; one-sided 2.5 %
fixed <- function(trials, n, hazard0, hazard1, dropout, accrual, end, seed) {
  set.seed(seed)
  z <- d <- numeric(trials)
  for (r in seq_len(trials)) {
    group <- rep(0:1, n / 2)
    entry <- (seq_len(n) - 0.5) / n * accrual
    time <- rexp(n, ifelse(group == 1, hazard1, hazard0))
    censor <- pmin(rexp(n, dropout), end - entry)
    event <- as.integer(time <= censor)
    z[r] <- logrank(pmin(time, censor), event, group)
    d[r] <- sum(event)
  }
  report(pnorm(z) <= 0.025, events = mean(d))
}

# analysis at a number of events, Poisson entry at 40 a month, control median 12 months; two-sided 5 %
by_events <- function(trials, events, hr, block, seed) {
  set.seed(seed)
  z <- numeric(trials)
  n <- 2 * events
  for (r in seq_len(trials)) {
    group <- rep(block, length.out = n)
    entry <- cumsum(rexp(n, 40 / 30.4375))
    time <- rexp(n, log(2) / 365.25 * ifelse(group == 1, hr, 1))
    cut <- sort(entry + time)[events]
    k <- entry <= cut
    z[r] <- logrank(pmin(time, cut - entry)[k], as.integer(entry + time <= cut)[k], group[k])
  }
  report(2 * pnorm(-abs(z)) <= 0.05 & z < 0)
}

# rank-sum test of ordered categories under proportional odds; two-sided 5 %
ordinal <- function(trials, n, log_or, seed) {
  set.seed(seed)
  p0 <- c(0.2, 0.5, 0.2, 0.1)
  p1 <- diff(c(0, plogis(qlogis(cumsum(p0)[1:3]) + log_or), 1))
  rejected <- logical(trials)
  for (r in seq_len(trials)) {
    group <- rbinom(n, 1, 0.5)
    y <- integer(n)
    y[group == 0] <- sample(4, sum(group == 0), TRUE, p0)
    y[group == 1] <- sample(4, sum(group == 1), TRUE, p1)
    n1 <- sum(group)
    ties <- table(y)
    v <- n1 * (n - n1) / 12 * (n + 1 - sum(ties^3 - ties) / (n * (n - 1)))
    z <- (sum(rank(y)[group == 1]) - n1 * (n + 1) / 2) / sqrt(v)
    rejected[r] <- 2 * pnorm(-abs(z)) <= 0.05 && z < 0
  }
  report(rejected)
}

trials <- 40000
fixed(trials, 624, 0.3, 0.2, 0.1, 1, 3, seed = 1)
fixed(trials, 120, log(2) / 0.5, log(2) / 1, log(2) / (40 / 12), 2, 3, seed = 2)
by_events(trials, 331, 0.70, c(0, 1), seed = 3)
by_events(trials, 508, 0.75, c(0, 1), seed = 4)
by_events(trials, 372, 0.70, c(0, 1, 1), seed = 5)
by_events(trials, 338, 0.70, c(0, 1), seed = 6)
ordinal(trials, 187, 0.887, seed = 7)
