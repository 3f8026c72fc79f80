package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.silico.engine.arithmetic.Elementary;

/**
 * A line chart for the terminal or as SVG.
 *
 * @param title above it
 * @param xLabel name and unit of the horizontal axis
 * @param yLabel name and unit of the vertical axis
 * @param x increasing, shared by all lines
 * @param lines drawn in this order, later ones over earlier ones
 */
public record Chart(String title, String xLabel, String yLabel, double[] x, List<Line> lines) {

  /**
   * One line.
   *
   * @param mark its character in the terminal
   * @param colour in SVG
   * @param dashes SVG's stroke-dasharray; empty for an unbroken line
   */
  public record Line(String label, char mark, String colour, String dashes, double[] y) {}

  /** Where an axis has its ticks: multiples of {@code step} from {@code low} to {@code high}. */
  public record Axis(double low, double high, double step) {

    /** Round numbers that hold the values: 1, 2 or 5 times a power of ten apart. */
    public static Axis of(double least, double largest, int ticks) {
      double span = largest - least;
      if (!(span > 1e-12 * Math.max(Math.abs(least), Math.abs(largest)))) {
        double half = least == 0 ? 1 : Math.abs(least) * 0.1;
        return of(least - half, largest + half, ticks);
      }
      double power = Elementary.pow(10, Math.floor(StrictMath.log10(span / ticks)));
      double ratio = span / ticks / power;
      double step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
      double slack = 1e-9 * step;
      return new Axis(
          Math.floor((least + slack) / step) * step,
          Math.ceil((largest - slack) / step) * step,
          step);
    }

    public List<Double> ticks() {
      var ticks = new ArrayList<Double>();
      for (int k = 0; low + k * step <= high + 1e-9 * step; k++) {
        ticks.add(low + k * step);
      }
      return ticks;
    }

    /** The share of the axis below a value. */
    double share(double value) {
      return (value - low) / (high - low);
    }

    /** A tick with as many decimals as the step has. */
    public String text(double tick) {
      int decimals = Math.max(0, (int) -Math.floor(StrictMath.log10(step) + 1e-9));
      return String.format(Locale.ROOT, "%." + decimals + "f", tick + 0.0)
          .replaceFirst("^-(0(\\.0*)?)$", "$1");
    }
  }

  private Axis yAxis(int ticks) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (Line line : lines) {
      for (double y : line.y()) {
        least = Math.min(least, y);
        largest = Math.max(largest, y);
      }
    }
    return Axis.of(least, largest, ticks);
  }

  private static double at(double[] x, double[] y, double where) {
    int i = 1;
    while (i < x.length - 1 && x[i] < where) {
      i++;
    }
    return y[i - 1] + (y[i] - y[i - 1]) * (where - x[i - 1]) / (x[i] - x[i - 1]);
  }

  /** In characters, a plot area of the given size; a mark per column and line. */
  public String text(int columns, int rows) {
    Axis axis = yAxis(5);
    char[][] area = new char[rows][columns];
    for (char[] row : area) {
      Arrays.fill(row, ' ');
    }
    double end = x[x.length - 1];
    for (Line line : lines) {
      for (int c = 0; c < columns; c++) {
        double y = at(x, line.y(), x[0] + (end - x[0]) * c / (columns - 1));
        area[rows - 1 - (int) Math.round(axis.share(y) * (rows - 1))][c] = line.mark();
      }
    }
    String[] labels = new String[rows];
    int width = 0;
    for (double tick : axis.ticks()) {
      labels[rows - 1 - (int) Math.round(axis.share(tick) * (rows - 1))] = axis.text(tick);
      width = Math.max(width, axis.text(tick).length());
    }
    var text = new StringBuilder(yLabel).append('\n');
    for (int r = 0; r < rows; r++) {
      String label = labels[r] == null ? "" : labels[r];
      text.append(" ".repeat(width - label.length()))
          .append(label)
          .append(labels[r] == null ? " |" : " +")
          .append(new String(area[r]).stripTrailing())
          .append('\n');
    }
    Axis below = Axis.of(x[0], end, 6);
    char[] rule = "-".repeat(columns).toCharArray();
    char[] numbers = " ".repeat(columns + 8).toCharArray();
    for (double tick : below.ticks()) {
      if (tick > end * (1 + 1e-9)) {
        continue;
      }
      int c = (int) Math.round((tick - x[0]) / (end - x[0]) * (columns - 1));
      rule[c] = '+';
      String number = below.text(tick);
      int from = Math.max(0, c - number.length() / 2);
      number.getChars(0, number.length(), numbers, from);
    }
    String margin = " ".repeat(width + 2);
    text.append(margin.substring(1)).append('+').append(rule).append('\n');
    text.append(margin).append(new String(numbers).stripTrailing()).append('\n');
    text.append(margin).append(xLabel).append("   ");
    for (Line line : lines) {
      text.append("  ").append(line.mark()).append(' ').append(line.label());
    }
    return text.append('\n').toString();
  }

  private static final int WIDTH = 720;
  private static final int HEIGHT = 430;
  private static final int LEFT = 76;
  private static final int RIGHT = 24;
  private static final int TOP = 76;
  private static final int BOTTOM = 58;

  /** As an SVG document with axes and a legend, readable without colour too. */
  public String svg() {
    Axis up = yAxis(6);
    double end = x[x.length - 1];
    Axis along = Axis.of(x[0], end, 8);
    int plotWidth = WIDTH - LEFT - RIGHT;
    int plotHeight = HEIGHT - TOP - BOTTOM;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="13" fill="#222">
        <title>%s</title>
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="%d" y="26" font-size="16" font-weight="bold">%s</text>
        """
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, escaped(title), LEFT, escaped(title)));
    for (double tick : up.ticks()) {
      double y = TOP + plotHeight * (1 - up.share(tick));
      svg.append(line(LEFT, y, WIDTH - RIGHT, y, "#ddd"));
      svg.append(label(LEFT - 8, y + 4.5, "end", up.text(tick)));
    }
    for (double tick : along.ticks()) {
      if (tick > end * (1 + 1e-9)) {
        continue;
      }
      double at = LEFT + plotWidth * (tick - x[0]) / (end - x[0]);
      svg.append(line(at, TOP + plotHeight, at, TOP + plotHeight + 5, "#555"));
      svg.append(label(at, TOP + plotHeight + 20, "middle", along.text(tick)));
    }
    svg.append(line(LEFT, TOP + plotHeight, WIDTH - RIGHT, TOP + plotHeight, "#555"));
    svg.append(line(LEFT, TOP, LEFT, TOP + plotHeight, "#555"));
    svg.append(label(LEFT + plotWidth / 2.0, HEIGHT - 14, "middle", xLabel));
    svg.append(
        "<text transform=\"translate(18 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
            .formatted(number(TOP + plotHeight / 2.0), escaped(yLabel)));
    double legend = LEFT;
    for (Line line : lines) {
      svg.append("<polyline fill=\"none\" stroke-width=\"2.2\" stroke-linejoin=\"round\"")
          .append(stroke(line))
          .append(" points=\"");
      for (int i = 0; i < x.length; i++) {
        svg.append(i == 0 ? "" : " ")
            .append(number(LEFT + plotWidth * (x[i] - x[0]) / (end - x[0])))
            .append(',')
            .append(number(TOP + plotHeight * (1 - up.share(line.y()[i]))));
      }
      svg.append("\"/>\n");
      svg.append(
              "<line x1=\"%s\" y1=\"50\" x2=\"%s\" y2=\"50\" stroke-width=\"2.2\""
                  .formatted(number(legend), number(legend + 34)))
          .append(stroke(line))
          .append("/>\n");
      svg.append(label(legend + 42, 54.5, "start", line.label()));
      legend += 66 + 7.5 * line.label().length();
    }
    return svg.append("</svg>\n").toString();
  }

  private static String stroke(Line line) {
    return " stroke=\""
        + line.colour()
        + "\""
        + (line.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + line.dashes() + "\"");
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
        .formatted(number(x1), number(y1), number(x2), number(y2), colour);
  }

  private static String label(double x, double y, String anchor, String text) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
        .formatted(number(x), number(y), anchor, escaped(text));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
