package org.silico.jobs.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ECharts draws, as it takes it. */
final class Options {
  /** Okabe and Ito's colours, told apart without red or green, those of little contrast last. */
  private static final List<String> COLOURS =
      List.of(
          "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9", "#7A5195");

  private static final List<String> SYMBOLS =
      List.of("circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow", "circle");

  /** Lengths of dashes and gaps; one number for no gap. */
  private static final List<List<Integer>> DASHES =
      List.of(
          List.of(),
          List.of(6, 4),
          List.of(2, 3),
          List.of(10, 4, 2, 4),
          List.of(12, 4),
          List.of(4, 8),
          List.of(1, 4),
          List.of(8, 2));

  /** Series that can be told apart. */
  static final int MOST_SERIES = 8;

  private Options() {}

  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int k = 0; k < keysAndValues.length; k += 2) {
      map.put((String) keysAndValues[k], keysAndValues[k + 1]);
    }
    return map;
  }

  /**
   * A chart on two axes.
   *
   * @param legend whether series have names
   */
  static Map<String, Object> chart(
      String finding,
      Map<String, Object> x,
      Map<String, Object> y,
      List<Map<String, Object>> series,
      boolean legend) {
    return map(
        "animation",
        false,
        "color",
        COLOURS,
        "textStyle",
        map("fontFamily", "system-ui, sans-serif", "color", "#1b1b1b"),
        "aria",
        map(
            "enabled", true,
            "label", map("description", finding),
            "decal", map("show", true)),
        "grid",
        grid("category".equals(y.get("type")), legend),
        "legend",
        map("show", legend, "type", "scroll", "bottom", 0, "itemWidth", 30),
        "tooltip",
        map("trigger", "item"),
        "xAxis",
        x,
        "yAxis",
        y,
        "series",
        series);
  }

  /** Names take a fixed room, as how wide they are is not known before. */
  private static Map<String, Object> grid(boolean names, boolean legend) {
    return map(
        "left",
        names ? 160 : 48,
        "right",
        24,
        "top",
        16,
        "bottom",
        (legend ? 60 : 28) + (names ? 18 : 0),
        "containLabel",
        !names);
  }

  static Map<String, Object> numbers(String title) {
    return axis("value", title, map("scale", true));
  }

  static Map<String, Object> between(String title, double min, double max) {
    return axis("value", title, map("min", min, "max", max));
  }

  static Map<String, Object> words(String title, List<String> names) {
    return axis("category", title, map("data", names));
  }

  private static Map<String, Object> axis(String type, String title, Map<String, Object> more) {
    Map<String, Object> axis =
        map(
            "type",
            type,
            "name",
            title,
            "nameLocation",
            "middle",
            "nameGap",
            28,
            "axisLine",
            map("lineStyle", map("color", "#555555")),
            "axisLabel",
            map("color", "#333333", "hideOverlap", true),
            "nameTextStyle",
            map("color", "#1b1b1b"));
    axis.putAll(more);
    return axis;
  }

  /** The name of a vertical axis further away from its labels. */
  static Map<String, Object> upright(Map<String, Object> axis, int gap) {
    axis.put("nameGap", gap);
    return axis;
  }

  /** Names from top to bottom, as they are read. */
  static Map<String, Object> downwards(Map<String, Object> axis, int width) {
    axis.put("inverse", true);
    axis.put("name", "");
    axis.put(
        "axisLabel", map("color", "#333333", "width", width, "overflow", "break", "interval", 0));
    return axis;
  }

  /**
   * A line with marks.
   *
   * @param points pairs; null breaks the line
   */
  static Map<String, Object> line(String name, int position, List<double[]> points, boolean marks) {
    int k = position % MOST_SERIES;
    return map(
        "type",
        "line",
        "name",
        name,
        "data",
        data(points),
        "color",
        COLOURS.get(k),
        "symbol",
        marks ? SYMBOLS.get(k) : "none",
        "symbolSize",
        7,
        "lineStyle",
        map("width", 2, "type", dash(k)));
  }

  /** Straight pieces between pairs of points, as intervals are drawn. */
  static Map<String, Object> pieces(String name, int position, List<double[]> points) {
    Map<String, Object> line = line(name, 0, points, false);
    line.put("color", COLOURS.get(position % MOST_SERIES));
    return line;
  }

  static Map<String, Object> points(String name, int position, List<double[]> points) {
    int k = position % MOST_SERIES;
    return map(
        "type",
        "scatter",
        "name",
        name,
        "data",
        data(points),
        "color",
        COLOURS.get(k),
        "symbol",
        SYMBOLS.get(k),
        "symbolSize",
        9);
  }

  /** By category; on a stack where there is one. */
  static Map<String, Object> bars(String name, int position, List<Double> values, String stack) {
    Map<String, Object> bars =
        map("type", "bar", "name", name, "data", rounded(values), "color", colour(position));
    if (stack != null) {
      bars.put("stack", stack);
    }
    return bars;
  }

  /** A line across the chart at a value, with a word. */
  static Map<String, Object> rule(Map<String, Object> series, String axis, double at, String word) {
    series.put(
        "markLine",
        map(
            "silent",
            true,
            "symbol",
            "none",
            "animation",
            false,
            "lineStyle",
            map("color", "#000000", "type", List.of(4, 3)),
            "label",
            map("formatter", word, "position", "end", "color", "#1b1b1b"),
            "data",
            List.of(map(axis, at))));
    return series;
  }

  private static String colour(int position) {
    return COLOURS.get(position % MOST_SERIES);
  }

  private static Object dash(int k) {
    return DASHES.get(k).isEmpty() ? "solid" : DASHES.get(k);
  }

  private static List<Object> data(List<double[]> points) {
    List<Object> data = new ArrayList<>();
    for (double[] point : points) {
      data.add(point == null ? "-" : rounded(Arrays.stream(point).boxed().toList()));
    }
    return data;
  }

  private static List<Object> rounded(List<Double> values) {
    return values.stream().map(v -> (Object) (Double.isFinite(v) ? round(v) : "-")).toList();
  }

  /** To five significant digits: more is not seen, and makes a page large. */
  static double round(double x) {
    return x == 0 || !Double.isFinite(x)
        ? x
        : new java.math.BigDecimal(x).round(new java.math.MathContext(5)).doubleValue();
  }
}
