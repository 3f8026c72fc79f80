package org.silico.jobs.standard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.jobs.standard.Dataset.Type;
import org.silico.jobs.standard.Dataset.Variable;

class SasTransportTest {
  private static final LocalDateTime MADE = LocalDateTime.of(2024, 3, 9, 1, 2, 3);

  private static Dataset data(Object[]... rows) {
    return new Dataset(
        "ADVS",
        "Vital signs",
        List.of(),
        List.of(
            new Variable("USUBJID", "Subject", Type.TEXT, 5),
            new Variable("AVAL", "Value", Type.NUMBER, 8)),
        List.of(rows));
  }

  private static byte[] file() throws IOException {
    return SasTransport.bytes(
        data(new Object[] {"S-001", 0.1}, new Object[] {null, null}, new Object[] {"S", -3e-7}),
        MADE);
  }

  /** Worked by hand from the layout: 118.625 is 76.A in base 16, 0.1 is 0.1999… */
  @ParameterizedTest
  @CsvSource({
    "0, 0000000000000000",
    "1, 4110000000000000",
    "-118.625, C276A00000000000",
    "0.1, 401999999999999A",
    "NaN, 2E00000000000000",
  })
  void numbersAreThoseOfTheLayout(double value, String hexadecimal) {
    assertEquals(hexadecimal, String.format("%016X", IbmDouble.bits(value)));
    assertEquals(value, IbmDouble.value(Long.parseUnsignedLong(hexadecimal, 16)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-70, 1e70, -1e70, 5.5e-79, 7.2e75, Math.PI, 1 / 3.0})
  void numbersComeBackWithoutLoss(double value) {
    assertEquals(value, IbmDouble.value(IbmDouble.bits(value)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-79, 7.3e75, Double.MIN_VALUE, Double.POSITIVE_INFINITY})
  void numbersOutOfRangeAreRefusedWithTheirPlace(double value) {
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> SasTransport.bytes(data(new Object[] {"S", value}), MADE));
    assertTrue(wrong.getMessage().startsWith("AVAL in row 1: "), wrong.getMessage());
  }

  @Test
  void headersAreWhereTheLayoutHasThem() throws IOException {
    String text = new String(file(), StandardCharsets.ISO_8859_1);
    assertEquals(0, text.length() % 80);
    assertEquals("HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", text.substring(0, 48));
    assertEquals("09MAR24:01:02:03", text.substring(144, 160));
    assertEquals(
        "HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  ",
        text.substring(240, 320));
    assertEquals("ADVS    SASDATA ", text.substring(408, 424));
    assertEquals("Vital signs ", text.substring(512, 524));
    assertEquals("0000000002", text.substring(608, 618));
    assertEquals("\0\2\0\0\0\5\0\1USUBJID Subject ", text.substring(640, 664));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Dataset read = SasTransport.read(file(), StandardCharsets.US_ASCII);
    assertEquals("ADVS", read.name());
    assertEquals("Vital signs", read.label());
    assertEquals(data().variables(), read.variables());
    assertEquals(3, read.rows().size());
    assertArrayEquals(new Object[] {"S-001", 0.1}, read.rows().get(0));
    assertArrayEquals(new Object[] {null, null}, read.rows().get(1));
    assertArrayEquals(new Object[] {"S", -3e-7}, read.rows().get(2));
  }

  @Test
  void everyTruncatedFileIsRefusedOrEndsWithItsHeaders() throws IOException {
    byte[] whole = file();
    int rowsStart = whole.length - 80;
    for (int length = 0; length < whole.length; length++) {
      if (length == rowsStart) {
        continue; // a file of no rows
      }
      byte[] part = Arrays.copyOf(whole, length);
      var wrong =
          assertThrows(
              IOException.class,
              () -> SasTransport.read(part, StandardCharsets.US_ASCII),
              () -> part.length + " bytes");
      assertTrue(wrong.getMessage().matches("record \\d+: .*"), wrong.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "241, 4", "320, 5", "560, 8", "614, 8", "641, 9", "645, 10", "727, 9"})
  void damagedHeadersAreRefusedWithTheirRecord(int at, int record) throws IOException {
    byte[] file = file();
    file[at] = 99;
    var wrong =
        assertThrows(IOException.class, () -> SasTransport.read(file, StandardCharsets.US_ASCII));
    assertTrue(wrong.getMessage().startsWith("record " + record + ": "), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"aval", "NINECHARS", "", "1A", "A-B"})
  void namesThatDoNotFitAreRefused(String name) {
    var data =
        new Dataset(
            "ADVS", "", List.of(), List.of(new Variable(name, "", Type.NUMBER, 8)), List.of());
    assertThrows(IllegalArgumentException.class, () -> SasTransport.bytes(data, MADE));
  }

  @Test
  void textsThatDoNotFitAreRefusedWithTheirPlace() {
    for (String text : List.of("S-0001", "é")) {
      var wrong =
          assertThrows(
              IllegalArgumentException.class,
              () -> SasTransport.bytes(data(new Object[] {text, 1.0}), MADE));
      assertTrue(wrong.getMessage().startsWith("USUBJID in row 1: "), wrong.getMessage());
    }
  }
}
