package org.silico.engine.analysis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A published data set of {@code src/test/resources/data}: comment lines, names, numbers. */
record DataFile(List<String> names, List<double[]> rows) {

  static DataFile read(String name) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                DataFile.class.getResourceAsStream("/data/" + name + ".csv"),
                StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
      List<double[]> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        rows.add(Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray());
      }
      return new DataFile(List.of(lines.get(0).split(",")), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return rows.size();
  }

  double[] numbers(String name) {
    int column = names.indexOf(name);
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }

  int[] codes(String name) {
    return Arrays.stream(numbers(name)).mapToInt(v -> (int) v).toArray();
  }
}
