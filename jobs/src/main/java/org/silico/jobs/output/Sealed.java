package org.silico.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.silico.jobs.parquet.HashedFile;

/**
 * A small JSON file that tells by itself whether it is whole and as it was written. Its last entry,
 *
 * <pre>  "seal" : "…64 hexadecimal digits…"</pre>
 *
 * is the SHA-256 of the file's bytes with zeros in place of those digits.
 */
final class Sealed {
  /** Far above what a run writes. */
  private static final long MOST_BYTES = 256 << 20;

  private static final String NAME = "seal";
  private static final String ZEROS = "0".repeat(64);
  private static final Pattern END =
      Pattern.compile("\\n {2}\"" + NAME + "\" : \"([0-9a-f]{64})\"\\n}\\n\\z");
  private static final int END_BYTES = ("\n  \"" + NAME + "\" : \"" + ZEROS + "\"\n}\n").length();

  /** The digits and what follows them. */
  private static final int FROM_END = (ZEROS + "\"\n}\n").length();

  private Sealed() {}

  static byte[] bytes(ObjectNode content) throws IOException {
    ObjectNode open = content.deepCopy();
    open.put(NAME, ZEROS);
    byte[] bytes = Json.bytes(open);
    byte[] seal = sha256(bytes).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(seal, 0, bytes, bytes.length - FROM_END, seal.length);
    return bytes;
  }

  /** Whether the seal fits the bytes. */
  static boolean fits(byte[] bytes) {
    if (bytes.length < END_BYTES) {
      return false;
    }
    int from = bytes.length - END_BYTES;
    String end = new String(bytes, from, END_BYTES, StandardCharsets.ISO_8859_1);
    Matcher matcher = END.matcher(end);
    if (!matcher.find() || matcher.start() != 0) {
      return false;
    }
    byte[] open = bytes.clone();
    Arrays.fill(open, from + matcher.start(1), from + matcher.end(1), (byte) '0');
    return sha256(open).equals(matcher.group(1));
  }

  static void write(Disk disk, Path file, Object content) throws IOException {
    disk.write(file, bytes(Json.object(content)));
  }

  /**
   * @throws Damaged if it is not as a run has written it
   */
  static <T> T read(Disk disk, Path file, Class<T> type) throws IOException {
    ObjectNode content = read(disk, file);
    content.remove(NAME);
    return Json.as(content, type);
  }

  /** The content with its seal. */
  static ObjectNode read(Disk disk, Path file) throws IOException {
    if (!disk.entry(file).map(Entry::isFile).orElse(false)) {
      throw new Damaged("it is no file");
    }
    byte[] bytes;
    try {
      bytes = disk.read(file, MOST_BYTES);
    } catch (java.io.FileNotFoundException | java.nio.file.NoSuchFileException e) {
      throw new Damaged("it is missing");
    }
    if (!fits(bytes)) {
      throw new Damaged("it is not as it was written");
    }
    JsonNode content;
    try {
      content = Json.parse(bytes);
    } catch (IOException e) {
      throw new Damaged("it is no JSON");
    }
    if (!(content instanceof ObjectNode object)) {
      throw new Damaged("it is no JSON object");
    }
    return object;
  }

  private static String sha256(byte[] bytes) {
    MessageDigest digest = HashedFile.newDigest();
    return HexFormat.of().formatHex(digest.digest(bytes));
  }

  /** The file is not as a run has written it; the message says how. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    Damaged(String how) {
      super(how);
    }
  }
}
