package org.silico.engine.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * From text to nodes. The tree is built from the parser's events one by one, without recursion and
 * without making any object that the text names: what a hostile text can cost is bounded by its
 * length, and by the limits here.
 */
public final class YamlText {
  static final int MAX_DEPTH = 50;
  static final int MAX_NODES = 100_000;

  private final SourceText source;
  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private Node root;
  private int nodes;

  /** A list or map whose end has not been reached. */
  private static final class Open {
    final boolean isMap;
    final Location location;
    final List<Node> items = new ArrayList<>();
    final List<Node.Entry> entries = new ArrayList<>();
    final Map<String, Location> keys = new HashMap<>();

    /** The last key, while its value is awaited. */
    Node.Scalar key;

    /** The last key was refused: its value is read and dropped. */
    boolean dropNext;

    Open(boolean isMap, Location location) {
      this.isMap = isMap;
      this.location = location;
    }
  }

  private YamlText(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * The single document of the text.
   *
   * @throws ProtocolException when the text is not YAML, or not of the kind that protocols use
   */
  public static Node parse(SourceText source, Problems problems) {
    refuseHalves(source, problems);
    OddCharacters.checkIndentation(source.text(), problems);
    YamlText yaml = new YamlText(source, problems);
    // a buffer for the whole text: where it ends between the two halves of a character beyond
    // U+FFFF, snakeyaml-engine 3.0.1 reads past its end
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setBufferSize(source.text().length() + 2).build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(source.text()).iterator();
      while (events.hasNext()) {
        yaml.take(events.next());
      }
    } catch (MarkedYamlEngineException e) {
      throw problems.fatal(new YamlAdvice(e, source).location(), new YamlAdvice(e, source).text());
    } catch (ReaderException e) {
      int index = source.text().offsetByCodePoints(0, e.getPosition());
      throw problems.fatal(
          source.at(index),
          String.format(
              java.util.Locale.ROOT,
              "the character U+%04X is not allowed in YAML; remove it",
              e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw problems.fatal(new Location(1, 1), "this is not YAML: " + e.getMessage());
    }
    if (yaml.root == null) {
      throw problems.fatal(new Location(1, 1), "the protocol is empty; begin with 'silico: 1'");
    }
    return yaml.root;
  }

  /** Half of a character beyond U+FFFF, which is no text. */
  private static void refuseHalves(SourceText source, Problems problems) {
    String text = source.text();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
        throw problems.fatal(source.at(i), "half of a character stands here; remove it");
      }
    }
  }

  private void take(Event event) {
    if (event instanceof DocumentStartEvent && root != null) {
      throw problems.fatal(
          location(event),
          "a second document begins here; a file holds one protocol, without '---'");
    } else if (event instanceof AliasEvent) {
      problems.add(
          location(event),
          "YAML aliases (*name) are not part of protocols; repeat the value, or name it under"
              + " 'parameters'");
      put(new Node.Refused(location(event)));
    } else if (event instanceof NodeEvent node) {
      refuseProperties(node);
      if (++nodes > MAX_NODES) {
        throw problems.fatal(
            location(event),
            "the protocol has more than " + MAX_NODES + " values; make it smaller");
      }
      if (node instanceof ScalarEvent scalar) {
        String text = scalar.getValue();
        if (scalar.isPlain()) {
          OddCharacters.check(text, location(event), problems);
          text = OddCharacters.unquoted(text);
        }
        put(new Node.Scalar(text, scalar.isPlain(), index(event), location(event)));
      } else {
        open(node);
      }
    } else if (event instanceof CollectionEndEvent) {
      close();
    }
  }

  private void open(NodeEvent event) {
    if (open.size() == MAX_DEPTH) {
      throw problems.fatal(location(event), "nested more than " + MAX_DEPTH + " levels deep");
    }
    open.push(new Open(event instanceof MappingStartEvent, location(event)));
  }

  private void close() {
    Open closed = open.pop();
    if (closed.isMap) {
      joinSplit(closed.entries);
    }
    put(
        closed.isMap
            ? new Node.Entries(List.copyOf(closed.entries), closed.location)
            : new Node.Items(List.copyOf(closed.items), closed.location));
  }

  /**
   * Entries of one line that are the rest of the value before them, as a comma ended it: {@code
   * {mean: 14,5}}, {@code {mean: max(1, x)}}.
   */
  private void joinSplit(List<Node.Entry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      Node.Entry rest = entries.get(i);
      if (entries.get(i - 1).value() instanceof Node.Scalar before
          && before.plain()
          && rest.value() instanceof Node.Scalar nothing
          && nothing.plain()
          && nothing.text().isEmpty()
          && isRest(before.text(), rest.key().text())) {
        problems.add(before.location(), splitAdvice(before.text(), rest.key().text()));
        entries.set(
            i - 1, new Node.Entry(entries.get(i - 1).key(), new Node.Refused(before.location())));
        entries.remove(i--);
      }
    }
  }

  private static boolean isRest(String before, String rest) {
    boolean digits = before.matches(".*[0-9]") && rest.matches("[0-9].*");
    boolean open = count(before, '(') > count(before, ')');
    return digits || open || rest.matches(".*[\u201d\u2019\u00bb]");
  }

  private static String splitAdvice(String before, String rest) {
    String whole = Quoting.shown(before + "," + rest);
    boolean call = count(before, '(') > count(before, ')');
    if (!call && before.matches(".*[0-9]") && rest.matches("[0-9].*")) {
      return "the comma in '"
          + whole
          + "' ends the value here; "
          + (rest.matches("[0-9]{3}(\\D.*)?")
              ? "thousands have no separator, '" + before + rest + "'; decimals have a point, '"
              : "decimals have a point, '")
          + before
          + "."
          + rest
          + "'";
    }
    return "the comma after '"
        + Quoting.shown(before)
        + "' ends the value here; put a value that holds a comma in quotes: \"...\"";
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private void put(Node node) {
    Open parent = open.peek();
    if (parent == null) {
      root = node;
    } else if (!parent.isMap) {
      parent.items.add(node);
    } else if (parent.dropNext) {
      parent.dropNext = false;
    } else if (parent.key != null) {
      parent.entries.add(new Node.Entry(parent.key, node));
      parent.key = null;
    } else {
      key(parent, node);
    }
  }

  private void key(Open parent, Node node) {
    parent.dropNext = true;
    if (!(node instanceof Node.Scalar written)) {
      problems.add(node.location(), "a list or map cannot be a key; write a name here");
    } else if (written.plain() && written.text().equals("<<")) {
      problems.add(
          written.location(), "merge keys (<<) are not part of protocols; repeat the values");
    } else {
      Node.Scalar key =
          written.plain() ? written.withText(OddCharacters.key(written.text())) : written;
      Location first = parent.keys.putIfAbsent(key.text(), key.location());
      if (first != null) {
        problems.add(
            key.location(),
            "'"
                + Quoting.shown(key.text())
                + "' stands here a second time; the first is on line "
                + first.line()
                + ", column "
                + first.column()
                + "; keep one of them");
        return;
      }
      parent.dropNext = false;
      parent.key = key;
    }
  }

  private void refuseProperties(NodeEvent event) {
    if (event.getAnchor().isPresent()) {
      problems.add(
          location(event),
          "YAML anchors (&name) are not part of protocols; name the value under 'parameters'");
    }
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    if (tag.isPresent()) {
      problems.add(
          location(event),
          "YAML tags ('"
              + Quoting.shown(tag.get().replaceFirst("^tag:yaml.org,2002:", "!!"))
              + "') are not part of protocols; remove it");
    }
  }

  private static Location location(Event event) {
    return event.getStartMark().map(YamlText::location).orElse(new Location(1, 1));
  }

  private static Location location(Mark mark) {
    return new Location(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The parser counts code points. */
  private int index(Event event) {
    return event.getStartMark().map(mark -> utf16(mark.getIndex())).orElse(0);
  }

  private int lastCodePoints;
  private int lastUnits;

  private int utf16(int codePoints) {
    if (codePoints < lastCodePoints) {
      lastCodePoints = 0;
      lastUnits = 0;
    }
    lastUnits = source.text().offsetByCodePoints(lastUnits, codePoints - lastCodePoints);
    lastCodePoints = codePoints;
    return lastUnits;
  }
}
