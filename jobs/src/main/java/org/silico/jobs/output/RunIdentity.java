package org.silico.jobs.output;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.silico.jobs.parquet.HashedFile;

/**
 * What makes two runs the same run, kept beside an unfinished one.
 *
 * @param identity named by the caller: protocol text, seed, version, options
 * @param replace whether the finished run may replace what is in its place
 */
record RunIdentity(SortedMap<String, String> identity, boolean replace) {

  static RunIdentity of(Map<String, String> identity, boolean replace) {
    return new RunIdentity(new TreeMap<>(identity), replace);
  }

  /**
   * What a person should know of how another identity differs from this one; empty if it does not.
   */
  List<String> differences(Map<String, String> other) {
    return differences(identity, other);
  }

  static List<String> differences(Map<String, String> identity, Map<String, String> other) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(identity.keySet());
    names.addAll(other.keySet());
    for (String name : names) {
      String was = identity.get(name);
      String is = other.get(name);
      if (was == null || is == null || !was.equals(is)) {
        differences.add(difference(name, was, is));
      }
    }
    return differences;
  }

  /** As a manifest keeps it: of long texts their SHA-256. */
  SortedMap<String, String> brief() {
    SortedMap<String, String> brief = new TreeMap<>();
    identity.forEach(
        (name, text) ->
            brief.put(
                name,
                text.length() > 200 || text.contains("\n") ? "SHA-256 " + sha256(text) : text));
    return brief;
  }

  private static String sha256(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(HashedFile.newDigest().digest(bytes));
  }

  private static String difference(String name, String was, String is) {
    if (was == null || is == null || !(was.contains("\n") || is.contains("\n"))) {
      return name + " was " + quoted(was) + " and is " + quoted(is);
    }
    List<String> before = lines(was);
    List<String> now = lines(is);
    int line = 0;
    while (line < before.size() && line < now.size() && before.get(line).equals(now.get(line))) {
      line++;
    }
    String at = name + " differs from line " + (line + 1) + " on: ";
    return at + "was " + quoted(before, line) + " and is " + quoted(now, line);
  }

  /** Line ends belong to the lines, so that texts that differ differ in a line. */
  private static List<String> lines(String text) {
    return List.of(text.split("(?<=\n)"));
  }

  private static String quoted(List<String> lines, int line) {
    return line < lines.size() ? quoted(lines.get(line)) : "at its end";
  }

  private static String quoted(String text) {
    return text == null
        ? "not given"
        : "'" + text.replace("\r", "\\r").replaceAll("\n$", "").replace("\n", "\\n") + "'";
  }
}
