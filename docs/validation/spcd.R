# Sequential parallel comparison design (SPCD), binary outcome: exact power by
# enumeration and a simulation of the same rule.
#
# Run: Rscript docs/validation/spcd.R
#
# Stage 1: nD patients start on drug, nP on placebo. Stage 2: the placebo
# patients who did not respond, and did not leave between the stages, are
# compared drug against placebo. One-sided test at level alpha of
#   Z = (w d1 + (1-w) d2) / sqrt(w^2 v1 + (1-w)^2 v2),
# d = difference of the observed shares, v = sum of p(1-p)/n, unpooled.
#
# Two ways to reach stage 2:
#   "arms"  three arms drawn up front (drug, placebo-drug, placebo-placebo);
#   "split" the m non-responders who remain are split in two halves, the drug
#           half getting floor(m/2).

decide <- function(d1, v1, d2, v2, w, alpha)
  (w * d1 + (1 - w) * d2) > qnorm(1 - alpha) * sqrt(w^2 * v1 + (1 - w)^2 * v2)

## The exact probability of rejection. nPD, nPP: placebo patients meant for
## drug and placebo in stage 2 (for "split" only their sum counts).
exact <- function(nD, nPD, nPP, p1, p2, w = .5, drop = 0, alpha = .025,
                  way = "arms", eps = 1e-8) {
  nP <- nPD + nPP; q <- 1 - p1[2]
  keep <- function(n, p) { x <- 0:n; d <- dbinom(x, n, p); x[d > eps] }
  xD <- keep(nD, p1[1])
  if (way == "arms") {
    g <- expand.grid(mD = keep(nPD, q * (1 - drop)), mP = keep(nPP, q * (1 - drop)))
    g$p <- dbinom(g$mD, nPD, q * (1 - drop)) * dbinom(g$mP, nPP, q * (1 - drop))
  } else {
    m <- keep(nP, q * (1 - drop))
    g <- data.frame(mD = m %/% 2, mP = m - m %/% 2, p = dbinom(m, nP, q * (1 - drop)))
  }
  g <- g[g$p > eps & g$mD > 0 & g$mP > 0, ]
  total <- 0
  for (i in seq_len(nrow(g))) {
    mD <- g$mD[i]; mP <- g$mP[i]
    # placebo responders of stage 1, given who remained as non-responder
    rest <- nP - mD - mP
    r <- if (drop == 0) rest else keep(rest, p1[2] / (p1[2] + q * drop))
    pr <- if (drop == 0) 1 else dbinom(r, rest, p1[2] / (p1[2] + q * drop))
    s1 <- expand.grid(x = xD, r = seq_along(r))
    pD <- s1$x / nD; pP <- r[s1$r] / nP
    w1 <- dbinom(s1$x, nD, p1[1]) * pr[s1$r]
    s2 <- expand.grid(a = keep(mD, p2[1]), b = keep(mP, p2[2]))
    qa <- s2$a / mD; qb <- s2$b / mP
    w2 <- dbinom(s2$a, mD, p2[1]) * dbinom(s2$b, mP, p2[2])
    k1 <- w1 > eps / 10; k2 <- w2 > eps / 10
    v1 <- (pD * (1 - pD) / nD + pP * (1 - pP) / nP)[k1]
    v2 <- (qa * (1 - qa) / mD + qb * (1 - qb) / mP)[k2]
    hit <- outer(w * (pD - pP)[k1], (1 - w) * (qa - qb)[k2], "+") >
      qnorm(1 - alpha) * sqrt(outer(w^2 * v1, (1 - w)^2 * v2, "+"))
    total <- total + g$p[i] * sum(w1[k1] * (hit %*% w2[k2]))
  }
  total
}

## The same by simulation; allocation = c(n, share on placebo) draws the arms by chance.
simulate <- function(trials, nD, nPD, nPP, p1, p2, w = .5, drop = 0,
                     alpha = .025, way = "arms", dropout = "binomial",
                     allocation = NULL, se = "unpooled") {
  nD <- rep(nD, trials); nPD <- rep(nPD, trials); nPP <- rep(nPP, trials)
  if (!is.null(allocation)) {                 # c(n, fraction on placebo)
    nP <- rbinom(trials, allocation[1], allocation[2]); nD <- allocation[1] - nP
    nPD <- rbinom(trials, nP, .5); nPP <- nP - nPD
  }
  xD <- rbinom(trials, nD, p1[1])
  rD <- rbinom(trials, nPD, p1[2]); rP <- rbinom(trials, nPP, p1[2]); nP <- nPD + nPP
  stay <- function(m) switch(dropout, binomial = rbinom(trials, m, 1 - drop),
                             round = round(m * (1 - drop)), floor = floor(m * (1 - drop)))
  if (way == "arms") { mD <- stay(nPD - rD); mP <- stay(nPP - rP) }
  else {
    m <- stay(nP - rD - rP)
    mD <- switch(way, split = m %/% 2, coin = rbinom(trials, m, .5), up = (m + 1) %/% 2)
    mP <- m - mD
  }
  a <- rbinom(trials, mD, p2[1]) / mD; b <- rbinom(trials, mP, p2[2]) / mP
  pD <- xD / nD; pP <- (rD + rP) / nP
  k <- if (se == "package") .5 else 1         # the halved term of one R package
  mean(decide(pD - pP, pD * (1 - pD) / nD + k * pP * (1 - pP) / nP,
              a - b, a * (1 - a) / mD + b * (1 - b) / mP, w, alpha), na.rm = TRUE)
}

## The closed form (normal approximation, expected numbers in stage 2).
formula <- function(n, placebo, p1, p2, w = .5, drop = 0, alpha = .025) {
  m <- n * placebo / 2 * (1 - p1[2]) * (1 - drop)
  v <- w^2 * (p1[1] * (1 - p1[1]) / (n * (1 - placebo)) + p1[2] * (1 - p1[2]) / (n * placebo)) +
    (1 - w)^2 * (p2[1] * (1 - p2[1]) + p2[2] * (1 - p2[2])) / m
  pnorm((w * (p1[1] - p1[2]) + (1 - w) * (p2[1] - p2[2])) / sqrt(v) - qnorm(1 - alpha))
}

options(digits = 7)
trials <- 200000
show <- function(name, x, target = NULL, trials = NULL) {
  e <- sqrt(x * (1 - x) / 200000)             # standard error of 200,000 trials
  cat(sprintf("%-52s %.6f", name, x))
  if (!is.null(trials)) cat(sprintf("  mcse %.6f", e))
  if (!is.null(target)) cat(sprintf("  (target - value) / mcse %6.2f", (target - x) / e))
  cat("\n")
}
one <- list(p1 = c(.6, .3), p2 = c(.5, .3)); two <- list(p1 = c(.6, .45), p2 = c(.4, .2))
null <- function(a, b) list(p1 = c(a, a), p2 = c(b, b))

cat("closed form\n")
show("design 1", formula(150, .66, one$p1, one$p2, drop = .1))
show("design 2", formula(200, 2 / 3, two$p1, two$p2))

cat("\nexact: drug / placebo-drug / placebo-placebo\n")
for (way in c("arms", "split")) {
  for (k in list(c(51, 49, 50), c(51, 50, 49), c(50, 50, 50), c(52, 49, 49)))
    if (way == "arms" || k[2] != 50 || k[3] != 49)
      show(paste("design 1", paste(k, collapse = " / "), way),
           exact(k[1], k[2], k[3], one$p1, one$p2, drop = .1, way = way), .917285)
  for (k in list(c(66, 67, 67), c(67, 66, 67), c(67, 67, 66), c(68, 66, 66)))
    if (way == "arms" || k[2] != 67 || k[3] != 66)
      show(paste("design 2", paste(k, collapse = " / "), way),
           exact(k[1], k[2], k[3], two$p1, two$p2, way = way), .77814)
  for (k in list(c(.45, .2), c(.45, .3), c(.45, .4), c(.45, .45), c(.6, .4), c(.6, .2), c(.3, .3)))
    show(sprintf("design 2 null (%g,%g) (%g,%g) %s", k[1], k[1], k[2], k[2], way),
         exact(66, 67, 67, null(k[1], k[2])$p1, null(k[1], k[2])$p2, way = way), .02748)
}

cat("\nsimulated, 200,000 trials, seed 29 each\n")
run <- function(name, target, ...) {
  set.seed(29)
  show(name, simulate(trials, ...), target, trials)
}
for (way in c("arms", "split", "up", "coin")) {
  run(paste("design 1 51/49/50", way), .917285, 51, 49, 50, one$p1, one$p2, drop = .1, way = way)
  run(paste("design 2 66/67/67", way), .77814, 66, 67, 67, two$p1, two$p2, way = way)
  run(paste("design 2 null (.45,.45) (.2,.2)", way), .02748, 66, 67, 67, c(.45, .45), c(.2, .2), way = way)
}
run("design 1 50/50/50 arms", .917285, 50, 50, 50, one$p1, one$p2, drop = .1)
run("design 1 51/49/50 arms, loss rounded", .917285, 51, 49, 50, one$p1, one$p2, drop = .1, dropout = "round")
run("design 1 51/49/50 split, loss rounded", .917285, 51, 49, 50, one$p1, one$p2, drop = .1, way = "split", dropout = "round")
run("design 1 51/49/50 split, loss floored", .917285, 51, 49, 50, one$p1, one$p2, drop = .1, way = "split", dropout = "floor")
run("design 1 random allocation, arms", .917285, 51, 49, 50, one$p1, one$p2, drop = .1, allocation = c(150, .66))
run("design 2 random allocation, arms", .77814, 66, 67, 67, two$p1, two$p2, allocation = c(200, 2 / 3))
run("design 2 null, random allocation, arms", .02748, 66, 67, 67, c(.45, .45), c(.2, .2), allocation = c(200, 2 / 3))
run("design 1 51/49/50 arms, halved variance term", .917285, 51, 49, 50, one$p1, one$p2, drop = .1, se = "package")
run("design 1 50/50/50 arms, halved variance term", .917285, 50, 50, 50, one$p1, one$p2, drop = .1, se = "package")
run("design 2 66/67/67 arms, halved variance term", .77814, 66, 67, 67, two$p1, two$p2, se = "package")
run("design 2 null, arms, halved variance term", .02748, 66, 67, 67, c(.45, .45), c(.2, .2), se = "package")
