package org.silico.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that somebody has put into or beside an output is deleted, moved or written over. */
class OnlyWhatARunMadeIsDeletedTest {
  @TempDir Path directory;
  private Path out;
  private Path staging;

  @BeforeEach
  void name() {
    out = directory.resolve("out");
    staging = directory.resolve("out.incomplete");
  }

  private static RunOutput open(Path out, OpenMode mode, String seed) {
    return Runs.open(out.toFile(), mode, Map.of("seed", seed));
  }

  private void finish(OpenMode mode, String seed) {
    try (RunOutput output = open(out, mode, seed)) {
      output.writeFile("protocol.yaml", seed.getBytes());
      output.publish(Map.of("study", "T"), Map.of("seed", seed));
    }
  }

  private void begin() {
    open(out, OpenMode.NEW, "1").close();
  }

  private String refusal(OpenMode mode) {
    return assertThrows(OutputException.class, () -> open(out, mode, "1")).getMessage();
  }

  /** In every mode, with the same tree before and after. */
  private void refusedNaming(String name) throws IOException {
    String before = listing();
    for (OpenMode mode : OpenMode.values()) {
      String message = refusal(mode);
      assertTrue(message.contains(name), mode + ": " + message);
      assertEquals(before, listing());
    }
  }

  private String listing() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        text.append(file);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          text.append(' ').append(Files.readString(file));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");
  }

  @Test
  void filesInAFinishedRunKeepItFromBeingReplaced() throws IOException {
    finish(OpenMode.NEW, "1");
    for (String name :
        List.of("notes.txt", ".notes", "ADSL/mine.parquet", "figures/one.png", "a:b")) {
      write(out.resolve(name));
      String message = refusal(OpenMode.FORCE);
      assertTrue(message.contains(name.replaceAll("/.*", "")), message);
      assertFalse(refusal(OpenMode.NEW).contains("--force"), "advised what is then refused");
      assertEquals("mine", Files.readString(out.resolve(name)));
      Files.delete(out.resolve(name));
    }
    Files.deleteIfExists(out.resolve("ADSL"));
    Files.delete(out.resolve("figures"));
    Files.createDirectory(out.resolve("empty"));
    assertTrue(refusal(OpenMode.FORCE).contains("empty/"));
    Files.delete(out.resolve("empty"));
    Files.writeString(out.resolve("protocol.yaml"), "annotated");
    assertTrue(refusal(OpenMode.FORCE).contains("protocol.yaml"));
    Files.writeString(out.resolve("protocol.yaml"), "1");
    Files.createSymbolicLink(out.resolve("link"), directory);
    assertTrue(refusal(OpenMode.FORCE).contains("link (a link)"));
    Files.delete(out.resolve("link"));
    finish(OpenMode.FORCE, "2");
    assertEquals("2", Files.readString(out.resolve("protocol.yaml")));
    assertFalse(Files.exists(staging));
  }

  @Test
  void aFolderWithSomeOtherManifestIsNotReplaced() throws IOException {
    for (String manifest :
        List.of(
            "{\"manifest_version\": 3, \"name\": \"extension\"}",
            "",
            "{}",
            "null",
            "[]",
            "{\"files\": []}")) {
      write(out.resolve("background.js"));
      Files.writeString(out.resolve("manifest.json"), manifest);
      String message = refusal(OpenMode.FORCE);
      assertTrue(message.contains("is not the output of a run"), message);
      assertFalse(refusal(OpenMode.NEW).contains("--force"));
    }
    Files.delete(out.resolve("background.js"));
    assertTrue(refusal(OpenMode.FORCE).contains("is not the output of a run"));
  }

  @Test
  void aManifestThatWasChangedKeepsTheRunFromBeingReplaced() throws IOException {
    finish(OpenMode.NEW, "1");
    String manifest = Files.readString(out.resolve("manifest.json"));
    Files.writeString(out.resolve("manifest.json"), manifest.replace("\"T\"", "\"U\""));
    assertTrue(refusal(OpenMode.FORCE).contains("it is not as it was written"));
  }

  @Test
  void whatAppearsInTheOutputDuringARunThatIsToReplaceItStays() throws IOException {
    finish(OpenMode.NEW, "1");
    try (RunOutput output = open(out, OpenMode.FORCE, "2")) {
      write(out.resolve("notes.txt"));
      String message =
          assertThrows(OutputException.class, () -> output.publish(Map.of(), Map.of()))
              .getMessage();
      assertTrue(message.contains("notes.txt") && message.contains("--resume"), message);
    }
    assertEquals("mine", Files.readString(out.resolve("notes.txt")));
    Files.move(out.resolve("notes.txt"), directory.resolve("notes.txt"));
    finish(OpenMode.RESUME, "2");
    assertEquals("2", Files.readString(out.resolve("protocol.yaml")));
  }

  @Test
  void anIncompleteDirectoryThatNoRunMadeIsNotTouched() throws IOException {
    for (String name :
        List.of(
            ".hidden",
            "notes.txt",
            "data/measured.csv",
            "data/ADSL/notes",
            "waves/notes",
            "sub/x")) {
      write(staging.resolve(name));
      refusedNaming(name.replaceAll("/.*", ""));
      RunOutputTest.delete(staging);
    }
    // names of a run, but none that says so
    write(staging.resolve("data/ADSL/wave-00000-part-00000.parquet"));
    refusedNaming("data");
    RunOutputTest.delete(staging);
    Files.createDirectories(staging.resolve("data"));
    refusedNaming("data");
    RunOutputTest.delete(staging);
    Files.writeString(staging, "a file");
    refusedNaming("is in the way");
  }

  @Test
  void filesInAnUnfinishedRunAreNamedAndStay() throws IOException {
    for (String name :
        List.of(".hidden", "data/measured.csv", "data/ADSL/notes", "waves/wave-00000.json.bak")) {
      begin();
      write(staging.resolve(name));
      refusedNaming(name);
      RunOutputTest.delete(staging);
    }
  }

  @Test
  void linksAreNeverFollowed() throws IOException {
    Path target = directory.resolve("target");
    write(target.resolve("precious.parquet"));
    for (String name : List.of("data/ADSL", "data/link", "waves/wave-00000.json", "link")) {
      begin();
      Files.createSymbolicLink(staging.resolve(name), target);
      refusedNaming(name + " (a link)");
      RunOutputTest.delete(staging);
    }
    begin();
    Files.delete(staging.resolve("data"));
    Files.createSymbolicLink(staging.resolve("data"), target);
    refusedNaming("data (a link)");
    RunOutputTest.delete(staging);
    Files.createSymbolicLink(staging, target);
    refusedNaming("is in the way");
    Files.delete(staging);
    for (Path leadsTo : List.of(target, directory.resolve("nowhere"))) {
      Files.createSymbolicLink(out, leadsTo);
      refusedNaming("is a link");
      Files.delete(out);
    }
    Path above = directory.resolve("above");
    Files.createSymbolicLink(above, target);
    out = above.resolve("out");
    finish(OpenMode.NEW, "1"); // a link on the way to the output is the user's choice
    assertTrue(Files.exists(target.resolve("out/manifest.json")));
  }

  @Test
  void aFileInADirectoryOfTheRunDuringTheRunIsNamedAndStays() throws IOException {
    try (RunOutput output = open(out, OpenMode.NEW, "1")) {
      write(staging.resolve("data/notes.txt"));
      Files.createDirectories(staging.resolve("data/_temporary/0/x"));
      String message =
          assertThrows(OutputException.class, () -> output.publish(Map.of(), Map.of()))
              .getMessage();
      assertTrue(message.contains("notes.txt"), message);
    }
    assertEquals("mine", Files.readString(staging.resolve("data/notes.txt")));
    Files.delete(staging.resolve("data/notes.txt"));
    finish(OpenMode.RESUME, "1");
    assertEquals(List.of("manifest.json", "protocol.yaml"), List.of(sorted(out.toFile())));
  }

  private static String[] sorted(File directory) {
    String[] names = directory.list();
    java.util.Arrays.sort(names);
    return names;
  }
}
