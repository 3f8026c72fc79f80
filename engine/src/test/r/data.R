# Writes the CSV files of src/test/resources/data from R's packages: small data sets whose numbers were
# published. Run from the folder engine/: Rscript src/test/r/data.R
library(survival)
library(MASS)
write <- function(name, header, data) {
  file <- file.path("src/test/resources/data", paste0(name, ".csv"))
  writeLines(paste("#", header), file)
  suppressWarnings(write.table(data, file, append = TRUE, sep = ",", row.names = FALSE, quote = FALSE,
                               na = "NaN"))
}
terms <- function(package, licence) paste0(
  "Terms: numbers published as facts; this copy of the plain columns was made from R package ", package,
  " (", licence, ").")
surv <- terms("survival", "LGPL >= 2")
mass <- terms("MASS", "GPL-2 | GPL-3")

write("leukaemia", c(
  "Remission in weeks of 42 children with acute leukaemia, in 21 pairs; group 1 = 6-mercaptopurine.",
  "Freireich EJ and others (1963), Blood 21:699-716; also Cox DR (1972), J R Stat Soc B 34:187-220, Table 1.",
  mass),
  data.frame(pair = gehan$pair, time = gehan$time, event = gehan$cens,
             group = as.integer(gehan$treat == "6-MP")))

write("veteran", c(
  "Survival in days of 137 men with lung cancer; group 1 = test chemotherapy; karno = Karnofsky score.",
  "Prentice RL (1973), Biometrika 60:279-288; Kalbfleisch JD, Prentice RL (1980), The Statistical Analysis of",
  "Failure Time Data, Appendix 1.", surv),
  data.frame(time = veteran$time, event = veteran$status, group = veteran$trt - 1,
             celltype = as.integer(veteran$celltype) - 1, karno = veteran$karno, age = veteran$age,
             prior = as.integer(veteran$prior > 0)))

write("ovarian", c(
  "Survival in days of 26 women with ovarian cancer; group 1 = cyclophosphamide + adriamycin.",
  "Edmonson JH and others (1979), Cancer Treat Rep 63:241-247.", surv),
  data.frame(time = ovarian$futime, event = ovarian$fustat, group = ovarian$rx - 1, age = ovarian$age,
             residual = ovarian$resid.ds - 1, ecog = ovarian$ecog.ps - 1))

total <- aggregate(y ~ subject + base + age + trt, data = epil, FUN = sum)
total <- total[order(total$subject), ]
write("epilepsy", c(
  "Seizures of 59 patients in 8 weeks; base = seizures in the 8 weeks before; group 1 = progabide.",
  "Thall PF, Vail SC (1990), Biometrics 46:657-671, Table 2 (the four two-week counts added up).", mass),
  data.frame(group = as.integer(total$trt == "progabide"), base = total$base, age = total$age, count = total$y))

write("sleep", c(
  "Hours of sleep gained by 10 patients on each of two drugs, read as two independent groups.",
  "Student (1908), Biometrika 6:1-25.", terms("datasets", "GPL-2 | GPL-3")),
  data.frame(group = as.integer(sleep$group) - 1, extra = sleep$extra))

anx <- anorexia[anorexia$Treat != "FT", ]
write("anorexia", c(
  "Weight in pounds of 55 young women with anorexia before and after; group 1 = cognitive behavioural treatment.",
  "Hand DJ and others (1994), A Handbook of Small Data Sets, set 285 (data of B Everitt).", mass),
  data.frame(group = as.integer(anx$Treat == "CBT"), before = anx$Prewt, after = anx$Postwt))


library(nlme)
growth <- as.data.frame(Orthodont)
wide <- reshape(growth, idvar = "Subject", timevar = "age", v.names = "distance", direction = "wide")
distances <- paste0("distance.", c(8, 10, 12, 14))
values <- as.vector(t(as.matrix(wide[, distances])))
values[seq(5, length(values), by = 7)] <- NaN
values <- matrix(values, ncol = 4, byrow = TRUE)
values[seq(4, nrow(values), by = 4), 4] <- NaN
write("growth", c(
  "Distance in mm from pituitary gland to pterygomaxillary fissure of 27 children at ages 8, 10, 12, 14; group 1 = girl.",
  "Potthoff RF, Roy SN (1964), Biometrika 51:313-326, Table 1. Every 7th distance, by rows from the 5th on, and the",
  "last one of every 4th child are made missing (NaN).", terms("nlme", "GPL >= 2")),
  data.frame(group = as.integer(wide$Sex == "Female"), age8 = values[, 1], age10 = values[, 2],
             age12 = values[, 3], age14 = values[, 4]))

drug1 <- c(8, 14, 8, 9, 11, 3, 6, 0, 13, 10, 7, 13, 8, 7, 9, 10, 2)
placebo2 <- c(5, 10, 0, 7, 6, 5, 0, 0, 12, 2, 5, 13, 10, 7, 0, 6, 2)
placebo1 <- c(12, 6, 13, 8, 8, 4, 8, 2, 8, 9, 7, 7)
drug2 <- c(11, 8, 9, 8, 9, 8, 14, 4, 13, 7, 10, 6)
write("enuresis", c(
  "Dry nights of 29 children with enuresis in 14 nights on drug and 14 nights on placebo; sequence 1 = drug first.",
  "Hills M, Armitage P (1979), Br J Clin Pharmacol 8:7-20; also Armitage P, Berry G, Statistical Methods in Medical",
  "Research.", "Terms: numbers published as facts, typed."),
  data.frame(sequence = rep(1:0, c(17, 12)), period1 = c(drug1, placebo1), period2 = c(placebo2, drug2)))

# fev1.csv was typed from the printed model frame of mmrm's reference page, not made here.
