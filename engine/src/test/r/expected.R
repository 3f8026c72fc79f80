# Prints every expected value of the tests in org.silico.engine.analysis that comes from R.
# Run from the folder engine/: Rscript src/test/r/expected.R
# Values were made with R 4.2.2, survival 3.5-3, MASS 7.3-58.2.
suppressMessages({library(survival); library(MASS)})
options(digits = 15)
data <- function(name) read.csv(file.path("src/test/resources/data", paste0(name, ".csv")), comment.char = "#")
show <- function(label, ...) cat(label, ": ", paste(format(c(...), digits = 15), collapse = ", "), "\n", sep = "")
sleep <- data("sleep"); anorexia <- data("anorexia"); leukaemia <- data("leukaemia")
veteran <- data("veteran"); ovarian <- data("ovarian"); epilepsy <- data("epilepsy")
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
