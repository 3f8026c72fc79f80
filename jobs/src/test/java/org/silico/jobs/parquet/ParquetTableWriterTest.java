package org.silico.jobs.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.table.Column;
import org.silico.engine.table.Column.Type;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;

class ParquetTableWriterTest {
  private static final String[] ARMS = {"Placebo", "30 mg", "naïve", "未治療"};

  private static final Table TABLE =
      new Table(
          "ADSL",
          "Subject-Level Analysis Dataset",
          List.of(
              column("SIMREP", Type.INT, false),
              column("AGE", Type.INT, true),
              column("SEED", Type.LONG, false),
              column("TRTSEQ", Type.LONG, true),
              column("X", Type.DOUBLE, false),
              column("Y", Type.DOUBLE, true),
              column("ARM", Type.TEXT, false),
              column("DCSREAS", Type.TEXT, true)));

  private final Configuration conf = new Configuration(false);

  @TempDir File directory;

  private static Column column(String name, Type type, boolean nullable) {
    return new Column(name, type, nullable, "label of " + name, "Simulated");
  }

  /** Row r of the table, whatever block it comes in. */
  private static void fill(Rows block, int i, int r) {
    block.ints(0)[i] = r / 100;
    block.ints(1)[i] = r % 3 == 0 ? Rows.NO_INT : r * 0x9E3779B9 | 1;
    block.longs(2)[i] = r * 0x9E3779B97F4A7C15L;
    block.longs(3)[i] = r % 5 == 2 ? Rows.NO_LONG : Long.MIN_VALUE + 1 + r;
    block.doubles(4)[i] = r == 5 ? -0.0 : Math.sin(r) * 1e300;
    block.doubles(5)[i] = r % 7 < 3 ? Double.NaN : r / 3.0;
    block.ints(6)[i] = r * 31 % 4;
    block.ints(7)[i] = r < 40_000 ? -1 : r % 2;
  }

  private static Rows block(int capacity) {
    return new Rows(
        TABLE,
        capacity,
        new String[][] {
          null, null, null, null, null, null, ARMS, {"Adverse event", "Lost to follow-up"}
        });
  }

  private Path write(String name, int rows, int blockRows) throws IOException {
    Path path = new Path(directory.getPath(), name);
    try (ParquetTableWriter writer =
        new ParquetTableWriter(conf, FileSystem.getLocal(conf), path, TABLE)) {
      Rows block = block(blockRows);
      for (int r = 0; r < rows; ) {
        block.clear();
        int n = Math.min(blockRows, rows - r);
        for (int i = 0; i < n; i++) {
          fill(block, i, r + i);
        }
        block.advance(n);
        writer.write(block);
        r += n;
      }
      writer.finish();
      assertEquals(rows, writer.rows());
    }
    return path;
  }

  @Test
  void everyTypeAndEveryMissingValueIsReadBackAsWritten() throws Exception {
    int rows = 50_001;
    Rows expected = block(1);
    int r = 0;
    try (ParquetReader<Group> reader = reader(write("a.parquet", rows, 1000))) {
      for (Group row = reader.read(); row != null; row = reader.read(), r++) {
        fill(expected, 0, r);
        assertEquals(expected.ints(0)[0], row.getInteger("SIMREP", 0));
        boolean age = expected.ints(1)[0] != Rows.NO_INT;
        assertEquals(age ? 1 : 0, row.getFieldRepetitionCount("AGE"));
        if (age) {
          assertEquals(expected.ints(1)[0], row.getInteger("AGE", 0));
        }
        assertEquals(expected.longs(2)[0], row.getLong("SEED", 0));
        boolean sequence = expected.longs(3)[0] != Rows.NO_LONG;
        assertEquals(sequence ? 1 : 0, row.getFieldRepetitionCount("TRTSEQ"));
        if (sequence) {
          assertEquals(expected.longs(3)[0], row.getLong("TRTSEQ", 0));
        }
        assertEquals(
            Double.doubleToRawLongBits(expected.doubles(4)[0]),
            Double.doubleToRawLongBits(row.getDouble("X", 0)));
        boolean y = !Double.isNaN(expected.doubles(5)[0]);
        assertEquals(y ? 1 : 0, row.getFieldRepetitionCount("Y"));
        if (y) {
          assertEquals(expected.doubles(5)[0], row.getDouble("Y", 0));
        }
        assertEquals(ARMS[expected.ints(6)[0]], row.getString("ARM", 0));
        int reason = expected.ints(7)[0];
        assertEquals(reason < 0 ? 0 : 1, row.getFieldRepetitionCount("DCSREAS"));
        if (reason >= 0) {
          assertEquals(expected.dictionary(7)[reason], row.getString("DCSREAS", 0));
        }
      }
    }
    assertEquals(rows, r);
  }

  @Test
  void theBytesDoNotDependOnHowTheRowsCameInBlocks() throws Exception {
    byte[] whole = bytes(write("a.parquet", 50_000, 50_000));
    assertArrayEquals(whole, bytes(write("b.parquet", 50_000, 7)));
    assertArrayEquals(whole, bytes(write("c.parquet", 50_000, ParquetTableWriter.PAGE_ROWS)));
  }

  @Test
  void statisticsLetAReaderSkipPagesWithoutLosingRows() throws Exception {
    Path path = write("a.parquet", 50_000, 512);
    FilterCompat.Filter filter =
        FilterCompat.get(
            FilterApi.and(
                FilterApi.eq(FilterApi.intColumn("SIMREP"), 321),
                FilterApi.eq(FilterApi.binaryColumn("ARM"), Binary.fromString("未治療"))));
    int found = 0;
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).withFilter(filter).build()) {
      while (reader.read() != null) {
        found++;
      }
    }
    assertEquals(25, found);
    try (ParquetFileReader reader = open(path)) {
      reader.getFooter().getBlocks().forEach(b -> assertFalse(b.getColumns().isEmpty()));
      assertEquals(
          4,
          reader.readOffsetIndex(reader.getRowGroups().get(0).getColumns().get(0)).getPageCount());
    }
  }

  @Test
  void labelsAndOriginsStandInTheFooter() throws Exception {
    try (ParquetFileReader reader = open(write("a.parquet", 1, 1))) {
      Map<String, String> metadata = reader.getFileMetaData().getKeyValueMetaData();
      assertEquals("Subject-Level Analysis Dataset", metadata.get("silico.label"));
      assertEquals("label of ARM", metadata.get("silico.label.ARM"));
      assertEquals("Simulated", metadata.get("silico.origin.ARM"));
    }
  }

  /** The library's own order differs from process to process; see ExactlyOnceOnAClusterTest. */
  @Test
  void encodingsStandInTheFooterInTheirOrder() throws Exception {
    Path path = write("a.parquet", 100, 10);
    byte[] bytes = bytes(path);
    int end = bytes.length - 8;
    int begin = end - BytesUtils.readIntLittleEndian(bytes, end);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(bytes, begin, end - begin));
    for (var column : footer.getRow_groups().get(0).getColumns()) {
      List<Encoding> encodings = column.getMeta_data().getEncodings();
      assertEquals(encodings.stream().sorted().toList(), encodings);
      assertTrue(encodings.size() > 1);
    }
  }

  @Test
  void rowGroupsAreBoundedInBytes() throws Exception {
    try (ParquetFileReader reader = open(write("a.parquet", 2_500_000, 4096))) {
      ParquetMetadata footer = reader.getFooter();
      assertTrue(footer.getBlocks().size() > 1, "one row group");
      for (var group : footer.getBlocks()) {
        assertTrue(group.getCompressedSize() < 1.2 * ParquetTableWriter.ROW_GROUP_BYTES);
      }
    }
  }

  @Test
  void aTableWithoutRowsIsAFileThatHasItsColumns() throws Exception {
    try (ParquetFileReader reader = open(write("a.parquet", 0, 10))) {
      assertEquals(0, reader.getRecordCount());
      assertEquals(8, reader.getFileMetaData().getSchema().getFieldCount());
    }
  }

  @Test
  void aBlockWithOtherTextsStartsARowGroup() throws Exception {
    Table table = new Table("T", "", List.of(column("A", Type.TEXT, false)));
    Path path = new Path(directory.getPath(), "a.parquet");
    try (ParquetTableWriter writer =
        new ParquetTableWriter(conf, FileSystem.getLocal(conf), path, table)) {
      for (String text : List.of("one", "two", "two")) {
        Rows block = new Rows(table, 1, new String[][] {{text}});
        block.advance(1);
        writer.write(block);
      }
      writer.finish();
    }
    try (ParquetReader<Group> reader = reader(path)) {
      assertEquals("one", reader.read().getString("A", 0));
      assertEquals("two", reader.read().getString("A", 0));
      assertEquals("two", reader.read().getString("A", 0));
    }
    try (ParquetFileReader reader = open(path)) {
      assertEquals(2, reader.getRowGroups().size());
    }
  }

  @Test
  void aMissingValueInAColumnThatHasNoneIsRefused() throws Exception {
    Path path = new Path(directory.getPath(), "a.parquet");
    try (ParquetTableWriter writer =
        new ParquetTableWriter(conf, FileSystem.getLocal(conf), path, TABLE)) {
      Rows block = block(1);
      fill(block, 0, 0);
      block.doubles(4)[0] = Double.NaN;
      block.advance(1);
      Exception e = assertThrows(IllegalArgumentException.class, () -> writer.write(block));
      assertTrue(e.getMessage().contains("column X"), e.getMessage());
    }
  }

  @Test
  void lengthAndHashAreThoseOfTheFileAndNoChecksumFileLiesBesideIt() throws Exception {
    Path path = new Path(directory.getPath(), "a.parquet");
    try (ParquetTableWriter writer =
        new ParquetTableWriter(conf, FileSystem.getLocal(conf), path, TABLE)) {
      writer.finish();
      byte[] bytes = bytes(path);
      assertEquals(bytes.length, writer.file().length());
      assertEquals(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
          writer.file().sha256());
    }
    assertArrayEquals(new String[] {"a.parquet"}, directory.list());
  }

  private static byte[] bytes(Path path) throws IOException {
    return Files.readAllBytes(new File(path.toString()).toPath());
  }

  private static ParquetReader<Group> reader(Path path) throws IOException {
    return ParquetReader.builder(new GroupReadSupport(), path).build();
  }

  private ParquetFileReader open(Path path) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(path, conf));
  }
}
