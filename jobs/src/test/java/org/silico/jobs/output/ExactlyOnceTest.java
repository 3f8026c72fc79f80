package org.silico.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.evaluation.Tally;

class ExactlyOnceTest {
  @TempDir File directory;

  private File out(String name) {
    return new File(directory, name);
  }

  @Test
  void theBytesAreTheSameOnOneThreadOnTwoAndWhenTasksFail() throws Exception {
    Tally one;
    try (JavaSparkContext spark = Runs.spark("local[1]")) {
      one = Runs.run(spark, out("one"), OpenMode.NEW, new FakeSimulation());
    }
    try (JavaSparkContext spark = Runs.spark("local[2,3]")) {
      Tally two = Runs.run(spark, out("two"), OpenMode.NEW, new FakeSimulation());
      Tally failing = Runs.run(spark, out("failing"), OpenMode.NEW, new FakeSimulation.FailsOnce());
      assertEquals(one, two);
      assertEquals(one, failing);
    }
    Map<String, String> tree = Runs.tree(out("one"));
    assertEquals(tree, Runs.tree(out("two")));
    assertEquals(tree, Runs.tree(out("failing")));
    assertEquals(Set.of("one", "two", "failing"), Set.of(directory.list()));
  }

  @Test
  void whatIsWrittenIsAllThatWasSimulatedAndNothingElse() throws Exception {
    try (JavaSparkContext spark = Runs.spark("local[2]")) {
      Runs.run(spark, out("out"), OpenMode.NEW, new FakeSimulation());
    }
    Map<String, String> tree = Runs.tree(out("out"));
    assertEquals(2 + 3 * (3 + 4 + 5), tree.size());
    assertTrue(tree.containsKey("manifest.json"));
    assertTrue(tree.containsKey("protocol.yaml"));
    for (Wave wave : Runs.waves()) {
      for (int p = 0; p < wave.partitions().size(); p++) {
        Range range = wave.partitions().get(p);
        String file = new Assignment(wave.number(), p, range).path("TRIALS");
        assertTrue(tree.containsKey(file), file);
        long replicate = range.first();
        Path path = new Path(new File(out("out"), file).getPath());
        try (ParquetReader<Group> reader =
            ParquetReader.builder(new GroupReadSupport(), path).build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            assertEquals(replicate++, row.getInteger("SIMREP", 0));
          }
        }
        assertEquals(range.end(), replicate);
      }
    }
  }
}
