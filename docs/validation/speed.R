# The trial of protocols/two-arm-survival.yaml by rpact's simulator, to be timed beside Silico:
#   Rscript docs/validation/speed.R [trials]
# 500 patients at 25 a month, 1:1; medians of 12 months and a hazard ratio of 0.75; dropout 10% by 24 months;
# log-rank test at 350 events. Prints the power and the processor time of the simulation alone.
suppressMessages(library(rpact))
trials <- as.integer(c(commandArgs(trailingOnly = TRUE), 1e6)[1])
time <- system.time(result <- getSimulationSurvival(
  design = getDesignGroupSequential(kMax = 1, alpha = 0.025, sided = 1),
  plannedEvents = 350, maxNumberOfSubjects = 500, directionUpper = FALSE,
  median2 = 12, hazardRatio = 0.75,
  accrualTime = c(0, 20), accrualIntensity = 25,
  dropoutRate1 = 0.1, dropoutRate2 = 0.1, dropoutTime = 24,
  maxNumberOfIterations = trials, longTimeSimulationAllowed = TRUE, seed = 1))
cat(sprintf("rpact %s: %d trials, power %.4f, %.1f s of processor time, %.0f trials a second\n",
  packageVersion("rpact"), trials, result$overallReject, sum(time[1:2]), trials / sum(time[1:2])))
