package org.silico.engine.reader;

import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.formula.Formula;
import org.silico.engine.formula.FormulaException;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Habits;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Protocol;

/** Reads {@code scenarios}: the protocol with other values of its parameters, and grids of them. */
final class ScenarioReader {
  private static final int MAX_SCENARIOS = 10_000;

  /** Scenarios times parameters. */
  private static final long MAX_VALUES = 2_000_000;

  private static final Shape VALUE = new Shape.Number(Dimension.ANY, Range.ANY);

  static final Shape SHAPE =
      list(
          fields(
              "a scenario",
              required("name", Shape.SHORT_TEXT, "the scenario", "null effect"),
              optional("justification", Shape.PROSE, "why it is looked at", "type I error"),
              optional(
                  "set",
                  new Shape.Names(Shape.IDENTIFIER, VALUE, 0, 1000, "{effect: 0}"),
                  "values of parameters",
                  "{effect: 0}"),
              optional(
                  "grid",
                  new Shape.Names(
                      Shape.IDENTIFIER,
                      list(VALUE, 1, MAX_SCENARIOS, "[0, 0.2, 0.4]"),
                      1,
                      20,
                      "{effect: [0, 0.2, 0.4]}"),
                  "several values of parameters, each combination a scenario",
                  "{effect: [0, 0.2, 0.4], dropout: [5%, 20%]}")),
          1,
          MAX_SCENARIOS,
          "[{name: null effect, set: {effect: 0}}]");

  private final Reading reading;
  private final List<Protocol.Parameter> parameters;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, Location> seen = new HashMap<>();
  private final List<Protocol.Scenario> scenarios = new ArrayList<>();

  /** A value as written, and as a number; null when it could not be read. */
  private record Setting(String text, Double value) {}

  private ScenarioReader(List<Protocol.Parameter> parameters, Reading reading) {
    this.reading = reading;
    this.parameters = parameters;
    for (int i = 0; i < parameters.size(); i++) {
      positions.put(parameters.get(i).name(), i);
    }
  }

  static List<Protocol.Scenario> read(
      List<Written> items, List<Protocol.Parameter> parameters, Reading reading) {
    ScenarioReader reader = new ScenarioReader(parameters, reading);
    for (Written item : items) {
      if (item instanceof Written.Entries map) {
        reader.scenario(map);
      }
    }
    if (items.isEmpty()) {
      reader.add("base", "", reader.unset(), new Location(1, 1));
    }
    return List.copyOf(reader.scenarios);
  }

  private List<Double> unset() {
    return new ArrayList<>(Collections.nCopies(parameters.size(), Double.NaN));
  }

  private void scenario(Written.Entries map) {
    String name = map.text("name", "scenario").strip();
    String justification = map.prose("justification", "");
    List<Double> values = unset();
    Optional<Written.Entries> set = map.map("set");
    set.ifPresent(
        own -> own.entries().forEach((key, entry) -> set(values, key, setting(key, entry, own))));
    Optional<Written.Entries> grid = map.map("grid");
    if (grid.isEmpty()) {
      add(name, justification, values, map.location());
      return;
    }
    Map<String, List<Setting>> axes = axes(grid.get(), set);
    long size = 1;
    for (List<Setting> axis : axes.values()) {
      size = Math.min(size * axis.size(), Integer.MAX_VALUE);
    }
    if (scenarios.size() + size > MAX_SCENARIOS) {
      reading.problems.add(
          map.keyLocation("grid"),
          "this grid has "
              + size
              + " combinations; a protocol has at most "
              + MAX_SCENARIOS
              + " scenarios");
      return;
    }
    expand(new ArrayList<>(axes.keySet()), axes, 0, name + ": ", justification, values, map);
  }

  private Map<String, List<Setting>> axes(Written.Entries grid, Optional<Written.Entries> set) {
    Map<String, List<Setting>> axes = new LinkedHashMap<>();
    grid.entries()
        .forEach(
            (key, entry) -> {
              if (set.isPresent() && set.get().has(key)) {
                reading.problems.add(
                    entry.key(), "'" + key + "' stands in both 'set' and 'grid'; keep one");
              }
              List<Setting> axis = new ArrayList<>();
              if (entry.value() instanceof Written.Items items) {
                Map<String, Location> values = new HashMap<>();
                for (Written item : items.items()) {
                  Setting setting = setting(key, new Written.Entry(entry.key(), item), grid);
                  if (values.putIfAbsent(setting.text, item.location()) != null) {
                    reading.problems.add(
                        item.location(), "the value " + setting.text + " stands here twice");
                  } else {
                    axis.add(setting);
                  }
                }
              } else {
                setting(key, entry, grid);
              }
              axes.put(key, axis);
            });
    return axes;
  }

  private void expand(
      List<String> keys,
      Map<String, List<Setting>> axes,
      int next,
      String name,
      String justification,
      List<Double> values,
      Written.Entries map) {
    if (next == keys.size()) {
      add(name, justification, new ArrayList<>(values), map.location());
      return;
    }
    String key = keys.get(next);
    for (Setting setting : axes.get(key)) {
      set(values, key, setting);
      String longer = name + (next == 0 ? "" : ", ") + key + "=" + setting.text;
      expand(keys, axes, next + 1, longer, justification, values, map);
    }
  }

  private void set(List<Double> values, String key, Setting setting) {
    Integer position = positions.get(key);
    if (position != null && setting.value != null) {
      values.set(position, setting.value);
    }
  }

  private void add(String name, String justification, List<Double> values, Location at) {
    Location first = seen.putIfAbsent(name, at);
    if (first != null) {
      reading.problems.add(
          at,
          "a second scenario '"
              + Quoting.shown(name)
              + "'; the first is on line "
              + first.line()
              + "; rename one");
      return;
    }
    if ((scenarios.size() + 1L) * parameters.size() > MAX_VALUES
        || scenarios.size() == MAX_SCENARIOS) {
      throw reading.problems.fatal(
          at,
          "too many scenarios; a protocol has at most "
              + MAX_SCENARIOS
              + ", and scenarios times parameters is at most "
              + MAX_VALUES);
    }
    scenarios.add(new Protocol.Scenario(name, justification, Collections.unmodifiableList(values)));
  }

  private Setting setting(String key, Written.Entry entry, Written.Entries map) {
    Integer position = positions.get(key);
    if (position == null) {
      reading.problems.add(entry.key(), Reading.unknown("parameter", key, positions.keySet()));
    }
    if (!(entry.value() instanceof Written.Scalar scalar)) {
      return new Setting("", null);
    }
    String text = scalar.text().strip();
    if (position == null || Reading.isBroken(parameters.get(position).value())) {
      return new Setting(text, null);
    }
    return new Setting(text, value(scalar, key, parameters.get(position)));
  }

  private Double value(Written.Scalar scalar, String key, Protocol.Parameter parameter) {
    Type type = parameter.value().formula().type();
    try {
      Formula formula = Formula.parse(scalar.text());
      if (!formula.names().isEmpty()) {
        reading.problems.add(
            scalar.location(),
            "a scenario sets a number, not a formula of '"
                + formula.names().iterator().next()
                + "'; write its value");
        return null;
      }
      double value = formula.resolve(Names.none(), type).value(new double[0]);
      if (Double.isFinite(value)) {
        return value;
      }
      reading.problems.add(
          scalar.location(),
          "'" + key + "' is " + Quoting.number(value) + "; it must be a finite number");
    } catch (FormulaException e) {
      Optional<String> habit = Habits.advice(scalar.text(), Dimension.ANY);
      if (habit.isPresent()) {
        reading.problems.add(scalar.location(), habit.get());
        return null;
      }
      for (FormulaException.Problem problem : e.problems()) {
        reading.problems.add(
            reading.place(scalar, problem),
            (problem.message().startsWith("must be") ? "'" + key + "' " : "") + problem.message());
      }
    }
    return null;
  }
}
