package org.silico.jobs.report;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.silico.engine.language.Json;

/** Records of numbers, texts and lists as JSON; what is no number or infinite is null. */
public final class RecordJson {
  private RecordJson() {}

  /**
   * @param value a record, a map, a collection, a text, a number or a truth value
   */
  public static String of(Object value) {
    return Json.of(plain(value));
  }

  private static Object plain(Object value) {
    if (value instanceof Record own) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (RecordComponent component : own.getClass().getRecordComponents()) {
        map.put(component.getName(), plain(read(component, own)));
      }
      return map;
    } else if (value instanceof Map<?, ?> own) {
      Map<String, Object> map = new LinkedHashMap<>();
      own.forEach((name, one) -> map.put(name.toString(), plain(one)));
      return map;
    } else if (value instanceof Collection<?> own) {
      return own.stream().map(RecordJson::plain).toList();
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      return null;
    }
    return value;
  }

  private static Object read(RecordComponent component, Record own) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true); // of a record that its package keeps to itself
      return accessor.invoke(own);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("a record that cannot be read: " + own.getClass(), e);
    }
  }
}
