package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.rate;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Enrolment;
import org.silico.engine.protocol.Quantity;

/** Reads {@code enrolment}: how many patients, and how they arrive. */
final class EnrolmentReader {
  private static final Shape.Number RATE = rate(Range.POSITIVE);
  private static final Shape.Number TIME = duration(Range.NOT_NEGATIVE);

  /** Characters; every site has its own formula. */
  private static final long MAX_SITE_TEXT = 2_000_000;

  private static final Shape SITES =
      anyOf(
          fields(
              "the sites",
              required("number", new Shape.Whole(1, 10_000), "how many sites", "20"),
              required("rate", RATE, "patients per time at each site", "0.5 per month"),
              optional("open every", TIME, "from one opening to the next; 0", "2 weeks"),
              optional("first opens", TIME, "from the opening of enrolment; 0", "0 weeks")),
          list(
              fields(
                  "a site",
                  required("name", Shape.SHORT_TEXT, "the site", "Oslo"),
                  required("rate", RATE, "patients per time", "1 per month"),
                  optional("opens", TIME, "from the opening of enrolment; 0", "2 weeks")),
              1,
              10_000,
              "[{name: Oslo, rate: 1 per month}]"));

  static final Shape SHAPE =
      Shape.with(
          fields(
              "the enrolment",
              required("patients", number(Range.whole(1, 5e7)), "of all arms together", "200"),
              optional(
                  "arrivals",
                  choice("poisson", "even", "at once"),
                  "poisson unless there is neither rate, duration nor sites; then at once",
                  "poisson"),
              optional(
                  "rate",
                  anyOf(
                      RATE,
                      list(
                          fields(
                              "a rate",
                              required("from", TIME, "when the rate begins", "3 months"),
                              required(
                                  "rate",
                                  rate(Range.NOT_NEGATIVE),
                                  "patients per time",
                                  "20 per month")),
                          1,
                          1000,
                          "[{from: 0 months, rate: 5 per month}]")),
                  "patients per time, all sites together; or a list of rates over time",
                  "10 per month"),
              optional(
                  "duration",
                  duration(Range.POSITIVE),
                  "the time in which all patients are expected, instead of a rate",
                  "1 year"),
              optional(
                  "sites",
                  SITES,
                  "sites, each with its rate",
                  "{number: 20, rate: 0.5 per month}")),
          new Shape.Rule.AtMostOne(List.of("rate", "duration", "sites")));

  private EnrolmentReader() {}

  static Enrolment read(Written.Entries map, Reading reading) {
    Quantity patients = reading.quantity(map, "patients", reading.parameters);
    List<Enrolment.Site> sites = sites(map, reading);
    List<Enrolment.RateFrom> rates = rates(map, patients, reading);
    boolean flows = map.has("rate") || map.has("duration") || map.has("sites");
    Enrolment.Arrivals arrivals =
        map.text("arrivals")
            .map(
                text -> Enrolment.Arrivals.valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_')))
            .orElse(flows ? Enrolment.Arrivals.POISSON : Enrolment.Arrivals.AT_ONCE);
    if (map.complete() && map.get("arrivals").isPresent()) {
      if (flows && arrivals == Enrolment.Arrivals.AT_ONCE) {
        reading.problems.add(
            map.keyLocation("arrivals"),
            "when all arrive at once there is no rate, duration or sites; remove one or the other");
      } else if (!flows && arrivals != Enrolment.Arrivals.AT_ONCE) {
        reading.problems.add(
            map.keyLocation("arrivals"),
            "patients who arrive over time need a rate; write 'rate: 10 per month',"
                + " 'duration: 1 year' or 'sites: ...'");
      }
    }
    return new Enrolment(patients, arrivals, rates, sites);
  }

  private static List<Enrolment.RateFrom> rates(
      Written.Entries map, Quantity patients, Reading reading) {
    Names names = reading.parameters;
    if (map.has("duration")) {
      Quantity duration = reading.quantity(map, "duration", names);
      Quantity rate =
          reading.derived(
              "(" + patients.text() + ") / (" + duration.text() + ")",
              Type.rate(),
              names,
              duration,
              patients);
      return List.of(new Enrolment.RateFrom(start(map), rate));
    }
    Optional<Written> rate = map.get("rate");
    if (rate.isEmpty()) {
      return List.of();
    }
    if (rate.get() instanceof Written.Scalar) {
      return List.of(new Enrolment.RateFrom(start(map), reading.quantity(rate.get(), names)));
    }
    List<Enrolment.RateFrom> rates = new ArrayList<>();
    for (Written item : map.items("rate")) {
      if (item instanceof Written.Entries piece) {
        rates.add(
            new Enrolment.RateFrom(
                reading.quantity(piece, "from", names), reading.quantity(piece, "rate", names)));
      }
    }
    HazardReader.ascending("piece", rates.stream().map(Enrolment.RateFrom::from).toList(), reading);
    if (!rates.isEmpty()) {
      Quantity last = rates.get(rates.size() - 1).rate();
      reading.checks.add(
          last.location(),
          List.of(last),
          (parameters, where) ->
              last.formula().value(parameters) == 0
                  ? "the last rate is 0" + where + "; enrolment would never end"
                  : null);
    }
    return List.copyOf(rates);
  }

  private static Quantity start(Written.Entries map) {
    return Reading.standard("0 days", map.location());
  }

  private static List<Enrolment.Site> sites(Written.Entries map, Reading reading) {
    Names names = reading.parameters;
    List<Enrolment.Site> sites = new ArrayList<>();
    Optional<Written> written = map.get("sites");
    if (written.isPresent() && written.get() instanceof Written.Entries many) {
      Quantity rate = reading.quantity(many, "rate", names);
      Quantity every = reading.quantity(many, "open every", "0 days", names);
      Quantity first = reading.quantity(many, "first opens", "0 days", names);
      long number = many.whole("number", 1);
      int digits = Math.max(2, Long.toString(number).length());
      if (number * (first.text().length() + every.text().length()) > MAX_SITE_TEXT) {
        reading.problems.add(
            many.location(),
            "the formulas of so many sites are too long; name them under 'parameters'");
        return List.of();
      }
      for (int i = 0; i < number; i++) {
        Quantity opens =
            reading.derived(
                "(" + first.text() + ") + " + i + " * (" + every.text() + ")",
                Type.duration(),
                names,
                first,
                every);
        sites.add(
            new Enrolment.Site(
                String.format(Locale.ROOT, "S%0" + digits + "d", i + 1), opens, rate));
      }
    } else if (written.isPresent()) {
      Set<String> seen = new HashSet<>();
      for (Written item : map.items("sites")) {
        if (item instanceof Written.Entries site) {
          String name = site.text("name", "").strip();
          if (!name.isEmpty() && !seen.add(name)) {
            reading.problems.add(
                site.keyLocation("name"),
                "a second site '" + Quoting.shown(name) + "'; rename one");
            continue;
          }
          sites.add(
              new Enrolment.Site(
                  name,
                  reading.quantity(site, "opens", "0 days", names),
                  reading.quantity(site, "rate", names)));
        }
      }
    }
    return List.copyOf(sites);
  }
}
