package org.edgeztp.inventory;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.edgeztp.inventory.lifecycle.Event;

/** The components of an event by name, as the timeline stores them. */
final class Facts {
  private Facts() {}

  static Map<String, Object> of(Event event) {
    Map<String, Object> facts = new LinkedHashMap<>();
    try {
      for (RecordComponent component : event.getClass().getRecordComponents()) {
        facts.put(component.getName(), component.getAccessor().invoke(event));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("reading the facts of " + event.name(), e);
    }
    return facts;
  }
}
