package org.silico.jobs.standard;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.silico.jobs.standard.Dataset.Type;
import org.silico.jobs.standard.Dataset.Variable;

/**
 * SAS transport files, version 5, of one data set: records of 80 bytes, big-endian, text padded
 * with blanks. Source: SAS Institute, TS-140, "The Record Layout of a Data Set in SAS Transport
 * (XPORT) Format".
 */
public final class SasTransport {
  static final int RECORD = 80;
  private static final int NAMESTR = 140;
  private static final int LONGEST_TEXT = 200;
  static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]{0,7}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("ddMMMyy:HH:mm:ss", Locale.ENGLISH);
  private static final String ZEROS = "0".repeat(30) + "  ";
  private static final String MEMBER = "0".repeat(17) + "1600000000140  ";

  private SasTransport() {}

  /**
   * Writes a data set; the caller closes.
   *
   * @param made the time in the headers
   * @throws IllegalArgumentException for what the format cannot hold: names that are not 1 to 8
   *     upper-case letters, digits and _; labels over 40 and texts over 200 characters; characters
   *     outside ASCII; numbers out of range
   */
  public static void write(Dataset data, LocalDateTime made, OutputStream to) throws IOException {
    checkNames(data);
    String time = TIME.format(made).toUpperCase(Locale.ENGLISH);
    var out = new DataOutputStream(to);
    header(out, "LIBRARY", ZEROS);
    text(out, "SAS     SAS     SASLIB  9.4     Silico", 64, "header");
    text(out, time, 16, "header");
    text(out, time, RECORD, "header");
    header(out, "MEMBER", MEMBER);
    header(out, "DSCRPTR", ZEROS);
    text(out, String.format("SAS     %-8sSASDATA 9.4     Silico", data.name()), 64, "name");
    text(out, time, 16, "header");
    text(out, time, 32, "header");
    text(out, data.label(), 48, "label of " + data.name());
    header(
        out, "NAMESTR", String.format("000000%04d%s  ", data.variables().size(), "0".repeat(20)));
    int position = 0;
    for (int v = 0; v < data.variables().size(); v++) {
      namestr(out, data.variables().get(v), v + 1, position);
      position += data.variables().get(v).length();
    }
    pad(out);
    header(out, "OBS", ZEROS);
    int row = 0;
    for (Object[] values : data.rows()) {
      row++;
      for (int v = 0; v < values.length; v++) {
        value(out, data.variables().get(v), values[v], row);
      }
    }
    pad(out);
    out.flush();
  }

  private static void checkNames(Dataset data) {
    checkName("data set", data.name(), data.label());
    for (Variable variable : data.variables()) {
      checkName("variable", variable.name(), variable.label());
      int longest = variable.text() ? LONGEST_TEXT : 8;
      if (variable.length() < 1
          || variable.length() > longest
          || !variable.text() && variable.length() != 8) {
        throw new IllegalArgumentException(
            variable.name() + " has length " + variable.length() + "; it may be " + longest);
      }
    }
  }

  private static void checkName(String what, String name, String label) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " " + name + ": SAS transport has names of 1 to 8 of A-Z, 0-9 and _");
    }
    if (label.length() > 40) {
      throw new IllegalArgumentException(
          what + " " + name + ": SAS transport has labels of up to 40 characters, not " + label);
    }
  }

  private static void header(DataOutputStream out, String name, String rest) throws IOException {
    text(out, headerStart(name) + rest, RECORD, "header");
  }

  private static String headerStart(String name) {
    return String.format("HEADER RECORD*******%-8sHEADER RECORD!!!!!!!", name);
  }

  private static void namestr(DataOutputStream out, Variable variable, int number, int position)
      throws IOException {
    out.writeShort(variable.text() ? 2 : 1);
    out.writeShort(0);
    out.writeShort(variable.length());
    out.writeShort(number);
    text(out, variable.name(), 8, variable.name());
    text(out, variable.label(), 40, "label of " + variable.name());
    text(out, "", 8, "format"); // none, as the informat
    out.write(new byte[8]);
    text(out, "", 8, "informat");
    out.write(new byte[4]);
    out.writeInt(position);
    out.write(new byte[52]);
  }

  private static void value(DataOutputStream out, Variable variable, Object value, int row)
      throws IOException {
    String where = variable.name() + " in row " + row;
    if (variable.text()) {
      text(out, value == null ? "" : (String) value, variable.length(), where);
      return;
    }
    try {
      out.writeLong(IbmDouble.bits(value == null ? Double.NaN : (Double) value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static void text(DataOutputStream out, String text, int length, String where)
      throws IOException {
    CharsetEncoder ascii = StandardCharsets.US_ASCII.newEncoder();
    if (!ascii.canEncode(text) || text.length() > length) {
      throw new IllegalArgumentException(
          where + ": not up to " + length + " characters of ASCII: " + text);
    }
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    Arrays.fill(bytes, text.length(), length, (byte) ' ');
    out.write(bytes);
  }

  private static void pad(DataOutputStream out) throws IOException {
    while (out.size() % RECORD != 0) {
      out.write(' ');
    }
  }

  /**
   * Reads a file of one data set. Texts lose the blanks at their end; an empty one is null, as is
   * every missing number.
   *
   * @param charset of texts
   * @throws IOException where the bytes are not such a file, with the record at fault
   */
  public static Dataset read(byte[] file, Charset charset) throws IOException {
    return new Reader(file, charset).read();
  }

  private static final class Reader {
    private final byte[] file;
    private final Charset charset;
    private int at;

    Reader(byte[] file, Charset charset) {
      this.file = file;
      this.charset = charset;
    }

    Dataset read() throws IOException {
      header("LIBRARY");
      at += 2 * RECORD;
      String member = header("MEMBER");
      if (!member.substring(74, 78).equals("0140")) {
        throw wrong("descriptors of variables of 140 bytes expected");
      }
      header("DSCRPTR");
      need(2 * RECORD);
      String name = text(at + 8, 8);
      String label = text(at + RECORD + 32, 40);
      at += 2 * RECORD;
      int count = count(header("NAMESTR"));
      need(count * NAMESTR);
      var variables = new ArrayList<Variable>();
      int length = 0;
      for (int v = 0; v < count; v++) {
        Variable variable = variable(length);
        variables.add(variable);
        length += variable.length();
      }
      at = (at + RECORD - 1) / RECORD * RECORD;
      header("OBS");
      if (file.length % RECORD != 0) {
        at = file.length;
        throw wrong("the file is truncated: its length is no multiple of 80 bytes");
      }
      return new Dataset(name, label, List.of(), variables, rows(variables, length));
    }

    private List<Object[]> rows(List<Variable> variables, int length) throws IOException {
      var rows = new ArrayList<Object[]>();
      while (at + length <= file.length && !(file.length - at < RECORD && blank(at))) {
        var row = new Object[variables.size()];
        for (int v = 0; v < row.length; v++) {
          Variable variable = variables.get(v);
          row[v] = variable.text() ? orNull(text(at, variable.length())) : number(variable);
          at += variable.length();
        }
        rows.add(row);
      }
      if (file.length - at >= RECORD || !blank(at)) {
        throw wrong("the file is truncated: a row of " + length + " bytes is not whole");
      }
      return rows;
    }

    private static String orNull(String text) {
      return text.isEmpty() ? null : text;
    }

    private Double number(Variable variable) {
      byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(file, at, at + variable.length()), 8);
      double value = IbmDouble.value(ByteBuffer.wrap(bytes).getLong());
      return Double.isNaN(value) ? null : (Double) value;
    }

    private Variable variable(int position) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(file, at, NAMESTR).slice();
      int type = bytes.getShort(0);
      int length = bytes.getShort(4);
      String name = text(at + 8, 8);
      if (type != 1 && type != 2) {
        throw wrong("variable " + name + " has type " + type + "; 1 is a number and 2 text");
      }
      if (length < (type == 1 ? 2 : 1) || type == 1 && length > 8) {
        throw wrong("variable " + name + " has length " + length);
      }
      if (bytes.getInt(84) != position) {
        throw wrong("variable " + name + " is not where the one before it ends");
      }
      Variable variable =
          new Variable(name, text(at + 16, 40), type == 2 ? Type.TEXT : Type.NUMBER, length);
      at += NAMESTR;
      return variable;
    }

    private int count(String header) throws IOException {
      String digits = header.substring(54, 58);
      if (!digits.matches("[0-9]{4}") || digits.equals("0000")) {
        at -= RECORD;
        throw wrong("the number of variables expected, not " + digits);
      }
      return Integer.parseInt(digits);
    }

    private String header(String name) throws IOException {
      need(RECORD);
      String record = new String(file, at, RECORD, StandardCharsets.ISO_8859_1);
      if (!record.startsWith(headerStart(name))) {
        throw wrong("the header " + name + " of a SAS transport file, version 5, expected");
      }
      at += RECORD;
      return record;
    }

    private void need(int bytes) throws IOException {
      if (at + bytes > file.length) {
        at = Math.min(at, file.length);
        throw wrong("the file is truncated");
      }
    }

    private boolean blank(int from) {
      for (int i = from; i < file.length; i++) {
        if (file[i] != ' ') {
          return false;
        }
      }
      return true;
    }

    private String text(int from, int length) {
      return new String(file, from, length, charset).stripTrailing();
    }

    private IOException wrong(String what) {
      return new IOException("record " + (at / RECORD + 1) + ": " + what);
    }
  }

  /** The bytes of a file; see {@link #write}. */
  public static byte[] bytes(Dataset data, LocalDateTime made) throws IOException {
    var out = new ByteArrayOutputStream();
    write(data, made, out);
    return out.toByteArray();
  }
}
