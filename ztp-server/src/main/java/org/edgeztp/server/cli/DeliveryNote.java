package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML list of machines that are about to come, checked as a whole before anything is done with
 * it:
 *
 * <pre>
 * - mac: "52:54:00:77:00:01"
 *   bmc: {driver: ipmi, address: 10.9.0.7, account: admin, password: PASSWORD}
 * - mac: "52:54:00:77:00:02"
 * </pre>
 *
 * <p>A controller may also have {@code port} and {@code certificate}.
 */
final class DeliveryNote {
  private static final Pattern MAC =
      Pattern.compile(
          "[0-9a-fA-F]{2}([:-]?[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{4}(\\.[0-9a-fA-F]{4}){2}");
  private static final Set<String> OF_MACHINE = Set.of("mac", "bmc");
  private static final Set<String> OF_BMC =
      Set.of("driver", "address", "port", "account", "certificate", "password");

  private DeliveryNote() {}

  /**
   * One machine of it.
   *
   * @param bmc the body that its controller is told by
   */
  record Line(String mac, Optional<Map<String, Object>> bmc) {}

  /**
   * Reads a note.
   *
   * @throws IOException when it cannot be read or used; the message names the machine and the key
   */
  static List<Line> read(Path file) throws IOException {
    return parse(Files.readString(file), file.toString());
  }

  static List<Line> parse(String text, String name) throws IOException {
    JsonNode tree;
    try {
      tree = new YAMLMapper().readTree(text);
    } catch (JacksonException e) {
      throw new IOException(name + ": " + e.getOriginalMessage());
    }
    if (!tree.isArray() || tree.isEmpty()) {
      throw new IOException(name + ": a list of machines is needed, each begins with '- mac: '");
    }
    List<Line> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode one : tree) {
      String where = name + ", machine " + (lines.size() + 1);
      Line line = line(one, where);
      if (!seen.add(line.mac().replaceAll("[:.-]", "").toLowerCase(java.util.Locale.ROOT))) {
        throw new IOException(where + ": " + line.mac() + " is there twice");
      }
      lines.add(line);
    }
    return lines;
  }

  private static Line line(JsonNode one, String where) throws IOException {
    onlyHas(one, OF_MACHINE, where);
    String mac = one.path("mac").asString("");
    if (!MAC.matcher(mac).matches()) {
      throw new IOException(where + ": 'mac' is no hardware address: '" + mac + "'");
    }
    JsonNode bmc = one.path("bmc");
    if (bmc.isMissingNode()) {
      return new Line(mac, Optional.empty());
    }
    onlyHas(bmc, OF_BMC, where + ", bmc");
    if (bmc.path("address").asString("").isEmpty()) {
      throw new IOException(where + ", bmc: 'address' is missing");
    }
    Map<String, Object> body = new HashMap<>(Map.of("driver", "ipmi"));
    bmc.forEachEntry((key, value) -> body.put(key, value));
    return new Line(mac, Optional.of(body));
  }

  private static void onlyHas(JsonNode node, Set<String> keys, String where) throws IOException {
    for (String key : node.propertyNames()) {
      if (!keys.contains(key)) {
        throw new IOException(
            where + ": unknown key '" + key + "'; there are " + new TreeSet<>(keys));
      }
    }
  }
}
