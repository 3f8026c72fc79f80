package org.silico.jobs.report;

import java.util.Locale;
import org.silico.engine.model.NoceboRates;

/** How often adverse events come on placebo, and how a protocol takes such rates. */
public final class NoceboText {
  private NoceboText() {}

  public static String text() {
    TextTable symptoms = new TextTable(1, "symptom", "median, %");
    for (NoceboRates.SymptomRate rate : NoceboRates.symptoms()) {
      symptoms.row(rate.symptom(), number(rate.median()));
    }
    TextTable conditions = new TextTable(1, "condition", "any event, %", "left for one, %");
    for (NoceboRates.ConditionRate rate : NoceboRates.conditions()) {
      conditions.row(
          rate.condition(),
          range(rate.anyEvent(), rate.anyEventHigh()),
          range(rate.dropout(), rate.dropoutHigh()));
    }
    return "adverse events of patients on placebo\n\n"
        + symptoms
        + "\n"
        + conditions
        + "\nover all reviews, median (quartiles): any event "
        + overall(NoceboRates.ANY_EVENT)
        + ", left for one "
        + overall(NoceboRates.DROPOUT)
        + "\nwhere untreated patients were observed too: any event in "
        + number(NoceboRates.UNTREATED)
        + "% of them, "
        + number(NoceboRates.PLACEBO_BESIDE_UNTREATED)
        + "% on placebo\n\nin a protocol, by the name of a symptom or a condition, up to a time\n\n"
        + example().indent(2)
        + """

        1,271 randomised trials with 250,726 patients on placebo. Howick J, Webster R, Kirby N, Hood K
        (2018), "Rapid overview of systematic reviews of nocebo effects reported by patients taking
        placebos in clinical trials", Trials 19, 674.
        """;
  }

  /** A section of a protocol. */
  public static String example() {
    String symptom = NoceboRates.symptoms().get(0).symptom();
    return "intercurrent events:\n  "
        + symptom.toUpperCase(Locale.ROOT)
        + ": {type: adverse event, background: "
        + symptom
        + ", by: 8 weeks}\n";
  }

  private static String overall(NoceboRates.Overall o) {
    return number(o.median())
        + "% ("
        + number(o.lowerQuartile())
        + " to "
        + number(o.upperQuartile())
        + ")";
  }

  private static String range(double low, double high) {
    return low == high ? number(low) : number(low) + " to " + number(high);
  }

  private static String number(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }
}
