package org.edgeztp.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edgeztp.server.cli.Spelling;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Which keys the configuration has: the components of its records in kebab-case. Checked before
 * anything is read into them, because a misspelt key is the likeliest reason for a missing one.
 */
final class ConfigKeys {
  /** Keys of earlier versions, and what to write now. */
  private static final Map<String, String> RETIRED =
      Map.of(
          "network",
          "write 'networks', a list of interfaces: interface and address as before, and in"
              + " 'subnets' what belongs to each subnet, with 'pools' for 'pool'",
          "rules.vendor",
          "write 'when: {vendor: ...}'",
          "rules.model",
          "write 'when: {model: ...}'");

  private ConfigKeys() {}

  /**
   * Checks every key below the node.
   *
   * @throws ConfigException for the first unknown key, with the nearest known one
   */
  static void check(JsonNode node, Class<?> record) {
    check(node, record, "", JsonPointer.empty());
  }

  /** The key of a record's component. */
  static String key(String component) {
    return component.equals("iface")
        ? "interface"
        : component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static void check(JsonNode node, Class<?> record, String path, JsonPointer place) {
    Map<String, RecordComponent> known = components(record);
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonPointer here = place.appendProperty(field.getKey());
      RecordComponent component = known.get(field.getKey());
      String retired = RETIRED.get(path + field.getKey());
      if (retired != null) {
        throw new ConfigException(
            "the key '" + path + field.getKey() + "' is no more: " + retired, here);
      }
      if (component == null) {
        throw new ConfigException(
            Spelling.unknown("key", path, field.getKey(), known.keySet()), here);
      }
      descend(field.getValue(), component, path + field.getKey() + ".", here);
    }
  }

  private static Map<String, RecordComponent> components(Class<?> record) {
    Map<String, RecordComponent> known = new TreeMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        known.putAll(components(component.getType()));
      } else {
        known.put(key(component.getName()), component);
      }
    }
    return known;
  }

  private static void descend(
      JsonNode value, RecordComponent component, String path, JsonPointer place) {
    if (component.getType().isRecord()) {
      check(value, component.getType(), path, place);
    } else if (component.getType() == Optional.class
        && element(component.getGenericType()) instanceof Class<?> element
        && element.isRecord()) {
      check(value, element, path, place);
    } else if (component.getType() == List.class
        && element(component.getGenericType()) instanceof Class<?> element
        && element.isRecord()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.path(i), element, path, place.appendIndex(i));
      }
    }
  }

  private static Type element(Type list) {
    return Arrays.asList(((ParameterizedType) list).getActualTypeArguments()).getFirst();
  }
}
