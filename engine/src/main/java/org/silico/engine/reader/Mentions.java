package org.silico.engine.reader;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/**
 * The parameters and columns that the formulas in a part of a protocol mention. Whatever record,
 * list, map or optional the part is made of is walked, so that a formula in a new place counts
 * without a word here.
 */
final class Mentions {
  private final Set<Integer> parameters = new HashSet<>();
  private final Set<Integer> columns = new HashSet<>();

  private Mentions() {}

  static Mentions of(Object... parts) {
    Mentions mentions = new Mentions();
    for (Object part : parts) {
      mentions.walk(part);
    }
    return mentions;
  }

  /** Positions in {@link Protocol#parameters}. */
  Set<Integer> parameters() {
    return parameters;
  }

  /** By {@link Layout}. */
  Set<Integer> columns() {
    return columns;
  }

  private void walk(Object part) {
    if (part instanceof Quantity quantity) {
      parameters.addAll(quantity.formula().parameters());
      columns.addAll(quantity.formula().columns());
    } else if (part instanceof Collection<?> items) {
      items.forEach(this::walk);
    } else if (part instanceof Map<?, ?> map) {
      map.values().forEach(this::walk);
    } else if (part instanceof Optional<?> optional) {
      optional.ifPresent(this::walk);
    } else if (part instanceof Record record && ofProtocols(record)) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        walk(value(record, component));
      }
    }
  }

  /** Records of other packages, such as distributions, hold no formulas. */
  private static boolean ofProtocols(Record record) {
    return record.getClass().getPackage() == Protocol.class.getPackage();
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("a record of a protocol that cannot be read: " + record, e);
    }
  }
}
