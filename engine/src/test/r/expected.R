# Prints every expected value of the tests in org.silico.engine.analysis that comes from R.
# Run from the folder engine/: Rscript src/test/r/expected.R
# Values were made with R 4.2.2, survival 3.5-3, MASS 7.3-58.2, cmprsk 2.2-11.
suppressMessages({library(survival); library(MASS); library(cmprsk)})
options(digits = 15)
data <- function(name) read.csv(file.path("src/test/resources/data", paste0(name, ".csv")), comment.char = "#")
show <- function(label, ...) cat(label, ": ", paste(format(c(...), digits = 15), collapse = ", "), "\n", sep = "")
sleep <- data("sleep"); anorexia <- data("anorexia"); leukaemia <- data("leukaemia")
veteran <- data("veteran"); ovarian <- data("ovarian"); epilepsy <- data("epilepsy")
options(warn = -1) # tolerances tighter than R thinks wise
if (!exists("only")) only <- commandArgs(TRUE)
section <- function(name, code) if (length(only) == 0 || name %in% only) { cat("==", name, "\n"); eval.parent(substitute(code)) }

section("Tail", {
  for (z in c(0.3, 1.96, 5, 7.9, 8.1, 20, 37)) show(paste("pnorm", z), pnorm(z, lower = FALSE))
  for (v in list(c(0.5, 3), c(2, 1), c(2.5, 7.3), c(40, 5), c(12, 60), c(30, 1000), c(1.9, 1e5), c(9, 0.7)))
    show(paste("pt", v[1], v[2]), pt(v[1], v[2], lower = FALSE))
  for (p in c(0.4, 0.025, 1e-10, 1e-200)) show(paste("qnorm", p), qnorm(p, lower = FALSE))
  for (v in list(c(0.4, 3), c(0.025, 1), c(0.025, 17.78), c(1e-6, 2.5), c(0.005, 400)))
    show(paste("qt", v[1], v[2]), qt(v[1], v[2], lower = FALSE))
})

section("TTest", {
  for (pooled in c(TRUE, FALSE)) {
    # group 1 first: treatment minus control
    t <- t.test(extra ~ factor(group, levels = 1:0), data = sleep, var.equal = pooled, mu = 0.5)
    show(paste("sleep pooled", pooled), diff(rev(t$estimate)), t$stderr, t$statistic, t$parameter, t$p.value, t$conf.int)
  }
  t <- t.test(after ~ factor(group, levels = 1:0), data = anorexia, alternative = "greater")
  show("anorexia", t$statistic, t$p.value)
})

logrank <- function(f) { o <- if (is.matrix(f$obs)) sum(f$obs[2, ]) else f$obs[2]
  e <- if (is.matrix(f$exp)) sum(f$exp[2, ]) else f$exp[2]
  v <- f$var[2, 2]; c((o - e) / v, 1 / sqrt(v), (o - e) / sqrt(v), v, f$chisq) }
section("LogRank", {
  show("leukaemia", logrank(survdiff(Surv(time, event) ~ group, leukaemia)))
  show("leukaemia by pair", logrank(survdiff(Surv(time, event) ~ group + strata(pair), leukaemia)))
  show("veteran", logrank(survdiff(Surv(time, event) ~ group, veteran)))
  show("veteran by celltype", logrank(survdiff(Surv(time, event) ~ group + strata(celltype), veteran)))
  show("ovarian", logrank(survdiff(Surv(time, event) ~ group, ovarian)))
})

curve <- function(d, tau) { s <- survfit(Surv(time, event) ~ 1, d); k <- summary(s, times = tau, extend = TRUE)
  c(summary(s, rmean = tau)$table[c("rmean", "se(rmean)")], k$surv, k$std.err) }
by_stratum <- function(tau) { # shares times estimates, squares of shares times variances, of each arm
  p <- sapply(split(veteran, veteran$celltype), function(d) { q <- nrow(d) / nrow(veteran)
    sapply(0:1, function(g) { r <- curve(d[d$group == g, ], tau); c(q * r[c(1, 3)], q^2 * r[c(2, 4)]^2) }) })
  s <- rowSums(p) # mean, share, their variances; of control, then treatment
  cll <- function(x) log(-log(x)); v <- function(s, v) v / (s * log(s))^2
  z <- function(a) c(s[4 + a] - s[a], sqrt(s[2 + a] + s[6 + a]), (s[4 + a] - s[a]) / sqrt(s[2 + a] + s[6 + a]))
  c(z(1), z(2), (cll(s[2]) - cll(s[6])) / sqrt(v(s[2], s[4]) + v(s[6], s[8]))) }
section("RestrictedMean", { # and MilestoneSurvival: rmean, se(rmean), surv, std.err of control and treatment
  for (tau in c(100, 180, 365, 999, 1500))
    show(paste("veteran", tau), curve(veteran[veteran$group == 0, ], tau), curve(veteran[veteran$group == 1, ], tau))
  for (tau in c(400, 600))
    show(paste("ovarian", tau), curve(ovarian[ovarian$group == 0, ], tau), curve(ovarian[ovarian$group == 1, ], tau))
  for (tau in c(80, 95)) show(paste("veteran by celltype", tau), by_stratum(tau))
})

wald <- function(fit, name) { s <- coef(summary(fit))[name, ]; c(s[1:3]) }
section("Ancova", {
  f <- lm(after ~ before + group, anorexia)
  show("anorexia", wald(f, "group"), f$df.residual, confint(f)["group", ])
  f <- lm(log(count + 1) ~ log(base) + age + group, epilepsy)
  show("epilepsy", wald(f, "group"), f$df.residual)
  f <- lm(extra ~ group, sleep)
  show("sleep", wald(f, "group"), f$df.residual)
})

section("Crossover", {
  e <- data("enuresis")
  # printed in Armitage and Berry: the paired t of drug minus placebo is 3.53
  drug <- with(e, ifelse(sequence == 1, period1, period2)); placebo <- e$period1 + e$period2 - drug
  show("paired", t.test(drug, placebo, paired = TRUE)$statistic)
  f <- lm(I((period1 - period2) / 2) ~ sequence, e)
  show("effect", wald(f, "sequence"), f$df.residual, confint(f)["sequence", ])
  # the same from the outcomes, with patients, periods and treatments as fixed effects
  long <- with(e, data.frame(y = c(period1, period2), patient = factor(rep(1:29, 2)), period = rep(1:2, each = 29),
                             treatment = c(sequence, 1 - sequence)))
  show("effect from outcomes", wald(lm(y ~ patient + period + treatment, long), "treatment"))
  show("effect against 1", t.test(I(period1 - period2) ~ factor(sequence, levels = 1:0), e, var.equal = TRUE, mu = 2)$statistic)
  f <- lm(I(period1 + period2) ~ sequence, e)
  show("carry-over", wald(f, "sequence"), f$df.residual)
})

section("SequentialParallel", {
  # stage 1: Student's sleep; stage 2: made up
  combine <- function(d, v, w) { s <- sqrt(w^2 * v[1] + (1 - w)^2 * v[2]); e <- w * d[1] + (1 - w) * d[2]; c(e, s, e / s) }
  y <- sleep$extra; g <- sleep$group
  stage2 <- c(2.1, 0.3, 1.9, -0.4, 0.8, 1.2, 3.0, -0.1); group2 <- rep(1:0, 4); start <- c(0.7, -1.6, -0.2, -1.2, -0.1, 0.8, 0, 2)
  a <- t.test(y[g == 1], y[g == 0]); b <- t.test(stage2[group2 == 1], stage2[group2 == 0])
  show("means, 0.6", combine(-c(diff(a$estimate), diff(b$estimate)), c(a$stderr, b$stderr)^2, 0.6))
  a <- wald(lm(y ~ g), "g"); b <- wald(lm(stage2 ~ start + group2), "group2")
  show("adjusted means, 0.6", combine(c(a[1], b[1]), c(a[2], b[2])^2, 0.6))
  # 24 of 60 on drug and 27 of 90 on placebo; then 10 of 31 on drug and 7 of 32 on placebo
  p <- c(24 / 60, 27 / 90, 10 / 31, 7 / 32); n <- c(60, 90, 31, 32); v <- p * (1 - p) / n
  show("unpooled, 0.5", combine(c(p[1] - p[2], p[3] - p[4]), c(v[1] + v[2], v[3] + v[4]), 0.5))
  q <- c(51 / 150, 17 / 63)
  show("pooled, 0.5", combine(c(p[1] - p[2], p[3] - p[4]), q * (1 - q) * c(1 / 60 + 1 / 90, 1 / 31 + 1 / 32), 0.5))
  # all trials of 6 on drug and 12 on placebo, the (m + 1) %/% 2 of m non-responders on drug in stage 2: the probability
  # of statistics >= 1.645, mean, variance and covariance of the two differences, where both stages can be compared
  exact <- function(drug1, placebo1, drug2, placebo2, w, pooled) {
    total <- rejected <- 0; moments <- numeric(4)
    for (x1 in 0:6) for (x0 in 0:10) { m <- 12 - x0; m1 <- (m + 1) %/% 2; m0 <- m - m1
      for (z1 in 0:m1) for (z0 in 0:m0) {
        pr <- dbinom(x1, 6, drug1) * dbinom(x0, 12, placebo1) * dbinom(z1, m1, drug2) * dbinom(z0, m0, placebo2)
        p <- c(x1 / 6, x0 / 12, z1 / m1, z0 / m0); n <- c(6, 12, m1, m0)
        if (pooled) p <- rep(c((x1 + x0) / 18, (z1 + z0) / m), each = 2)
        v <- p * (1 - p) / n; s2 <- w^2 * (v[1] + v[2]) + (1 - w)^2 * (v[3] + v[4])
        d <- c(x1 / 6 - x0 / 12, z1 / m1 - z0 / m0); z <- (w * d[1] + (1 - w) * d[2]) / sqrt(s2)
        total <- total + pr; rejected <- rejected + pr * (s2 > 0 && z >= 1.645)
        moments <- moments + pr * c(d, prod(d), (w * d[1] + (1 - w) * d[2])^2) } }
    m <- moments / total; e <- w * m[1] + (1 - w) * m[2]
    c(rejected / total, e, m[4] - e^2, m[3] - m[1] * m[2]) }
  for (pooled in c(FALSE, TRUE)) { show(paste("exact null, pooled", pooled), exact(0.3, 0.3, 0.2, 0.2, 0.6, pooled))
    show(paste("exact effect, pooled", pooled), exact(0.6, 0.3, 0.5, 0.2, 0.6, pooled)) }
})

section("Cox", {
  cox <- function(formula, data, ties = "efron") {
    s <- summary(coxph(formula, data, ties = ties, control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 50)))$coefficients
    c(s["group", c("coef", "se(coef)", "z")]) }
  show("leukaemia", cox(Surv(time, event) ~ group, leukaemia))
  show("leukaemia by pair", cox(Surv(time, event) ~ group + strata(pair), leukaemia))
  show("veteran", cox(Surv(time, event) ~ group, veteran))
  show("veteran by celltype", cox(Surv(time, event) ~ group + strata(celltype), veteran))
  show("veteran, karno age prior", cox(Surv(time, event) ~ group + karno + age + prior, veteran))
  show("veteran, karno age prior by celltype",
       cox(Surv(time, event) ~ group + karno + age + prior + strata(celltype), veteran))
  show("ovarian, age residual", cox(Surv(time, event) ~ group + age + residual, ovarian))
  v <- transform(veteran, time = ceiling(time / 100))
  show("veteran in 100 days", cox(Surv(time, event) ~ group, v))
  show("veteran in 100 days, karno", cox(Surv(time, event) ~ group + karno, v))
})

section("Wilcoxon", {
  rank <- function(y, g) {
    w <- suppressWarnings(wilcox.test(y[g == 1], y[g == 0], exact = FALSE, correct = FALSE))
    mw <- mean(outer(y[g == 1], y[g == 0], ">") + 0.5 * outer(y[g == 1], y[g == 0], "=="))
    c(mw - 0.5, w$p.value) }
  show("sleep", rank(sleep$extra, sleep$group))
  show("anorexia", rank(anorexia$after, anorexia$group))
  show("epilepsy", rank(epilepsy$count, epilepsy$group))
  show("karno", rank(veteran$karno, veteran$group))
  # van Elteren, from its definition
  ve <- rowSums(sapply(split(veteran, veteran$celltype), function(d) {
    r <- rank <- base::rank(d$karno); n <- nrow(d); n1 <- sum(d$group); n0 <- n - n1
    c((sum(r[d$group == 1]) - n1 * (n + 1) / 2) / (n + 1), n1 * n0 * var(r) / n / (n + 1)^2,
      n1 * n0 / (n + 1)) }))
  show("karno by celltype", ve[1] / ve[3], sqrt(ve[2]) / ve[3], ve[1] / sqrt(ve[2]))
})

section("PoissonRate", {
  pois <- function(f) wald(glm(f, family = poisson, data = e, control = glm.control(epsilon = 1e-14)), "group")
  e <- transform(epilepsy, years = 8 * 7 / 365.25 * (1 + (seq_along(age) %% 3)))
  show("epilepsy", pois(count ~ group + offset(log(years))))
  show("epilepsy, base age", pois(count ~ log(base) + age + group + offset(log(years))))
})

section("NegativeBinomialRate", {
  nb <- function(f, data) { m <- glm.nb(f, data, control = glm.control(epsilon = 1e-15, maxit = 200))
    c(wald(m, "group"), 1 / m$theta) }
  e <- transform(epilepsy, years = 8 * 7 / 365.25 * (1 + (seq_along(age) %% 3)), equal = 1)
  show("epilepsy", nb(count ~ group + offset(log(years)), e))
  show("epilepsy, equal exposure", nb(count ~ group, e))
  show("epilepsy, base age", nb(count ~ log(base) + age + group + offset(log(years)), e))
  few <- transform(e, count = count %/% 10)
  outlier <- data.frame(count = c(68, 8, 1, 2, 2, 0, 0, 0, 0, 1, 0, 9), group = rep(0:1, 6),
                        x = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8))
  show("outlier", nb(count ~ x + group, outlier))
  show("epilepsy, counts by ten", nb(count ~ group + offset(log(years)), few))
})

section("ProportionalOdds", {
  po <- function(f, data) { m <- polr(f, data, Hess = TRUE, control = list(reltol = 1e-16, maxit = 1000))
    wald(m, "group") }
  v <- transform(veteran, k = factor(karno %/% 10))
  show("karno", po(k ~ group, v))
  show("karno, age celltype", po(k ~ age + celltype + group, v))
  a <- transform(anorexia, k = factor(after %/% 5))
  show("anorexia, before", po(k ~ before + group, a))
})

section("Proportions", {
  # the likelihood maximised by optimize under the null value, instead of in closed form
  restricted <- function(x1, n1, x0, n0, other, low, high)
    optimize(function(p) dbinom(x1, n1, p, log = TRUE) + dbinom(x0, n0, other(p), log = TRUE),
             c(low, high), maximum = TRUE, tol = 1e-13)$maximum
  fmDifference <- function(x1, n1, x0, n0, d) {
    r1 <- restricted(x1, n1, x0, n0, function(p) p - d, max(0, d), min(1, 1 + d)); r0 <- r1 - d
    (x1 / n1 - x0 / n0 - d) / sqrt(r1 * (1 - r1) / n1 + r0 * (1 - r0) / n0) }
  fmRatio <- function(x1, n1, x0, n0, f) {
    r1 <- restricted(x1, n1, x0, n0, function(p) p / f, 0, min(1, f)); r0 <- r1 / f
    (x1 / n1 - f * x0 / n0) / sqrt(r1 * (1 - r1) / n1 + f^2 * r0 * (1 - r0) / n0) }
  mnOdds <- function(x1, n1, x0, n0, psi) {
    one <- function(p) psi * p / (1 - p + psi * p)
    r0 <- optimize(function(p) dbinom(x1, n1, one(p), log = TRUE) + dbinom(x0, n0, p, log = TRUE),
                   0:1, maximum = TRUE, tol = 1e-13)$maximum
    r1 <- one(r0); (x1 - n1 * r1) * sqrt(1 / (n1 * r1 * (1 - r1)) + 1 / (n0 * r0 * (1 - r0))) }
  for (d in c(-0.1, 0, 0.2)) show(paste("score difference 56/70 48/80", d), fmDifference(56, 70, 48, 80, d))
  show("score difference 0/20 3/25 -0.1", fmDifference(0, 20, 3, 25, -0.1))
  for (f in c(0.8, 1, 1.5)) show(paste("score ratio 56/70 48/80", f), fmRatio(56, 70, 48, 80, f))
  for (f in c(0.5, 1, 4)) show(paste("score odds ratio 56/70 48/80", f), mnOdds(56, 70, 48, 80, f))
  z <- qnorm(0.975)
  root <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-12)$root
  show("score interval difference", root(function(d) fmDifference(56, 70, 48, 80, d) - z, -0.5, 0.2),
       root(function(d) fmDifference(56, 70, 48, 80, d) + z, 0.2, 0.9))
  show("score interval log ratio", log(root(function(f) fmRatio(56, 70, 48, 80, f) - z, 0.5, 1.3)),
       log(root(function(f) fmRatio(56, 70, 48, 80, f) + z, 1.3, 3)))
  show("score interval log odds ratio", log(root(function(f) mnOdds(56, 70, 48, 80, f) - z, 0.5, 2.6)),
       log(root(function(f) mnOdds(56, 70, 48, 80, f) + z, 2.6, 9)))
  c90 <- qnorm(0.95)
  for (t in list(c(56, 70, 48, 80), c(3, 20, 1, 60), c(7, 61, 19, 20), c(1, 10, 9, 10), c(2, 5, 3, 4))) {
    at <- function(d) fmDifference(t[1], t[2], t[3], t[4], d); d <- t[1] / t[2] - t[3] / t[4]
    show(paste(c("score interval difference, 0.90:", t), collapse = " "), root(function(x) at(x) - c90, -0.9999, d),
         root(function(x) at(x) + c90, d, 0.9999)) }
  show("lower, difference 9/9 0/7", root(function(d) fmDifference(9, 9, 0, 7, d) - c90, 0.01, 0.9999))
  show("lower, log ratio 3/20 0/25", log(root(function(f) fmRatio(3, 20, 0, 25, f) - c90, 0.2, 50)))
  show("upper, log ratio 0/20 3/25", log(root(function(f) fmRatio(0, 20, 3, 25, f) + c90, 0.02, 5)))
  show("pooled", sqrt(prop.test(c(56, 48), c(70, 80), correct = FALSE)$statistic))
  show("unpooled interval", prop.test(c(56, 48), c(70, 80), correct = FALSE)$conf.int)
  d <- data.frame(event = c(56, 48), none = c(14, 32), group = 1:0)
  for (link in c("log", "logit")) show(paste("unpooled", link),
    wald(glm(cbind(event, none) ~ group, binomial(link), d, control = glm.control(epsilon = 1e-14)), "group"))
})

section("FisherExact", {
  # the hypergeometric distribution to full accuracy, as fisher.test's own estimate and interval have four digits
  tables <- list(c(10, 15, 3, 20), c(0, 12, 4, 11), c(15, 15, 9, 18), c(3, 10, 7, 10), c(1, 30, 9, 28),
    c(120, 300, 90, 310), c(2, 6, 2, 6), c(7, 12, 5, 12))
  for (t in tables) {
    a <- t[1]; n1 <- t[2]; n0 <- t[4]; k <- t[1] + t[3]
    m <- matrix(c(a, n1 - a, t[3], n0 - t[3]), 2)
    x <- max(0, k - n0):min(n1, k); ld <- dhyper(x, n1, n0, k, log = TRUE); i <- match(a, x)
    d <- function(b) { w <- ld + x * b; p <- exp(w - max(w)); p / sum(p) }
    tie <- abs(ld - ld[i]) < 1e-7
    show("two, greater, less", fisher.test(m)$p.value, fisher.test(m, alternative = "greater")$p.value,
      fisher.test(m, alternative = "less")$p.value)
    show("mid", sum(exp(ld[ld < ld[i] - 1e-7])) + sum(exp(ld[tie])) / 2, sum(exp(ld[x > a])) + exp(ld[i]) / 2,
      sum(exp(ld[x < a])) + exp(ld[i]) / 2)
    root <- function(f) tryCatch(uniroot(f, c(-50, 50), tol = 1e-13)$root, error = function(e) NA)
    b <- root(function(b) sum(x * d(b)) - a)
    if (a > min(x) && a < max(x)) show("log odds ratio, SE", b, 1 / sqrt(sum((x - a)^2 * d(b))))
    for (half in c(1, 0.5)) show("limits", root(function(b) sum(d(b)[x > a]) + half * d(b)[i] - 0.025),
      root(function(b) sum(d(b)[x < a]) + half * d(b)[i] - 0.025))
  }
  power <- function(n1, n0, p1, p0, half, sides) {
    s <- 0
    for (a in 0:n1) for (c in 0:n0) {
      k <- a + c; x <- max(0, k - n0):min(n1, k); ld <- dhyper(x, n1, n0, k, log = TRUE); i <- match(a, x)
      p <- if (sides == 1) sum(exp(ld[x > a])) + half * exp(ld[i])
        else sum(exp(ld[ld < ld[i] - 1e-7])) + half * sum(exp(ld[abs(ld - ld[i]) < 1e-7]))
      if (p <= sides * 0.025 && a > n1 * k / (n1 + n0)) s <- s + dbinom(a, n1, p1) * dbinom(c, n0, p0)
    }
    s
  }
  for (half in c(1, 0.5)) for (sides in 1:2) show(paste("power", half, sides), power(30, 30, 0.6, 0.3, half, sides))
})

# Fine and Gray's regression in strata, by double sums of their formulas; crr where there is one stratum
strataFineGray <- function(time, event, X, s) {
  X <- as.matrix(X); p <- ncol(X); beta <- rep(0, p)
  G <- function(t, k) { u <- sort(unique(time[s == k & event == 0 & time < t]))
    prod(1 - vapply(u, function(v) sum(s == k & time == v & event == 0) / sum(s == k & time >= v), 0)) }
  parts <- lapply(unique(s), function(k) { i <- which(s == k); u <- sort(unique(time[i][event[i] == 1]))
    gu <- sapply(u, G, k); gi <- sapply(time[i], G, k)
    list(x = X[i, , drop = FALSE], t = time[i], e = event[i], u = u, w = sapply(seq_along(u), function(j)
      ifelse(time[i] >= u[j], 1, ifelse(event[i] == 2, gu[j] / gi, 0)))) })
  newton <- function(beta) { U <- H <- 0
    for (a in parts) for (j in seq_along(a$u)) { v <- c(a$w[, j] * exp(a$x %*% beta)); m <- colSums(a$x * v) / sum(v)
      dead <- a$t == a$u[j] & a$e == 1
      U <- U + colSums(a$x[dead, , drop = FALSE]) - sum(dead) * m
      H <- H + sum(dead) * (crossprod(a$x * v, a$x) / sum(v) - m %o% m) }
    list(U = U, H = H) }
  for (step in 1:15) { z <- newton(beta); beta <- beta + solve(z$H, z$U) }
  S <- 0
  for (a in parts) { D <- array(0, c(length(a$t), length(a$u), p)); psi <- 0
    for (j in seq_along(a$u)) { v <- c(a$w[, j] * exp(a$x %*% beta)); m <- colSums(a$x * v) / sum(v)
      dead <- a$t == a$u[j] & a$e == 1
      D[, j, ] <- sweep(a$x, 2, m) * (dead - v * sum(dead) / sum(v)) }
    for (u in sort(unique(a$t[a$e == 0]))) { q <- -apply(D[a$e == 2 & a$t < u, a$u >= u, , drop = FALSE], 3, sum)
      left <- a$t == u & a$e == 0; seen <- a$t >= u
      psi <- psi + (left - seen * sum(left) / sum(seen)) %o% q / sum(seen) }
    S <- S + crossprod(apply(D, c(1, 3), sum) + psi) }
  h <- solve(newton(beta)$H); c(beta, sqrt(diag(h %*% S %*% h))) }
fineGray <- function(...) { f <- crr(..., gtol = 1e-13); c(f$coef, sqrt(diag(f$var))) }
gray <- function(...) cuminc(...)$Tests[, "stat"]
section("CompetingRisks", {
  m <- data("mgus2"); old <- as.integer(m$age >= 70); coarse <- ceiling(m$time / 24)
  cif <- cuminc(m$time, m$event, m$group); print(timepoints(cif, c(60, 120, 240)))
  show("Gray, causes 1 and 2", gray(m$time, m$event, m$group))
  show("Gray by age", gray(m$time, m$event, m$group, strata = old))
  show("Gray, ties", gray(coarse, m$event, m$group))
  show("Gray, ties, by age", gray(coarse, m$event, m$group, strata = old))
  show("Fine-Gray", fineGray(m$time, m$event, m$group))
  show("Fine-Gray with age", fineGray(m$time, m$event, cbind(m$age, m$group)))
  two <- cbind(m$age, seq_len(nrow(m)) %% 5, m$group)
  show("Fine-Gray with age and row, ties", fineGray(coarse, m$event, two))
  show("Fine-Gray with age and row, by age", strataFineGray(m$time, m$event, two, old))
  show("Fine-Gray with age, death", fineGray(m$time, m$event, cbind(m$age, m$group), failcode = 2))
  show("Fine-Gray with age, ties", fineGray(coarse, m$event, cbind(m$age, m$group)))
  show("Fine-Gray, double sums", strataFineGray(m$time, m$event, m$group, rep(1, nrow(m))))
  show("Fine-Gray by age", strataFineGray(m$time, m$event, m$group, old))
  show("Fine-Gray with age, by age", strataFineGray(m$time, m$event, cbind(m$age, m$group), old))
  # treatment is gone at 6, and the last of control have their event at one time
  time <- c(1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 9); event <- c(1, 2, 1, 0, 1, 2, 1, 2, 1, 2, 1, 1, 1)
  group <- c(0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0)
  show("small", gray(time, event, group), fineGray(time, event, group))
  one <- cuminc(time, event); print(timepoints(one, c(1, 2, 4, 5, 8, 9)))
})
