package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A file of machines that are about to come, as CSV (RFC 4180, with a header) or as a YAML list:
 *
 * <pre>
 * mac,serial,profile,bmc-address,bmc-user,bmc-password-file
 * 52:54:00:77:00:01,SN-1,edge,10.9.0.7,admin,secrets/sn-1
 *
 * - mac: "52:54:00:77:00:01"
 *   serial: SN-1
 *   bmc: {address: 10.9.0.7, user: admin, password-file: secrets/sn-1}
 * </pre>
 *
 * <p>What stands below {@code bmc:} is the field {@code bmc-...}. The server judges what fields
 * say; here the file's form is. A password file lies relative to the file, and its first line is
 * the password.
 */
final class DeliveryNote {
  /** Where a machine of the file begins, as the API takes it. */
  static final String LINE = "line";

  private static final String PASSWORD = "bmc-password";
  private static final String PASSWORD_FILE = "bmc-password-file";

  private DeliveryNote() {}

  /**
   * Reads a file: a name that ends in {@code .csv} is CSV, any other YAML.
   *
   * @return each machine's fields by name, and its {@link #LINE}
   * @throws IOException when it cannot be read; the message names the lines and what is wrong
   */
  static List<Map<String, Object>> read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
    boolean isCsv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    List<Map<String, Object>> machines;
    try {
      machines = isCsv ? csv(text) : yaml(text);
    } catch (JacksonException e) {
      throw new IOException(
          file + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IOException(file + ", " + e.getMessage());
    }
    if (machines.isEmpty()) {
      throw new IOException(file + ": there is no machine in it");
    }
    for (Map<String, Object> machine : machines) {
      readPassword(machine, file);
    }
    return machines;
  }

  private static List<Map<String, Object>> csv(String text) throws IOException {
    List<Map<String, Object>> machines = new ArrayList<>();
    try (JsonParser parser =
        new CsvMapper().reader().with(CsvReadFeature.SKIP_EMPTY_LINES).createParser(text)) {
      List<String> header = List.of();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        int line = 0;
        List<String> cells = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          // A record itself is placed where the one before it ends.
          line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
          cells.add(parser.getString());
        }
        if (header.isEmpty()) {
          header = header(cells);
        } else if (cells.size() != header.size()) {
          throw new IOException(
              "line %d: %d fields, and the header has %d"
                  .formatted(line, cells.size(), header.size()));
        } else {
          machines.add(machine(line, header, cells));
        }
      }
    }
    return machines;
  }

  private static List<String> header(List<String> cells) throws IOException {
    List<String> header = cells.stream().map(String::strip).toList();
    if (header.size() == 1 && header.getFirst().contains(";")) {
      throw new IOException("line 1: fields are separated by commas (RFC 4180), not semicolons");
    }
    if (header.stream().distinct().count() < header.size()) {
      throw new IOException("line 1: the header names a field twice");
    }
    return header;
  }

  private static Map<String, Object> machine(int line, List<String> header, List<String> cells) {
    Map<String, Object> machine = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      machine.put(header.get(i), cells.get(i));
    }
    machine.put(LINE, line);
    return machine;
  }

  private static List<Map<String, Object>> yaml(String text) throws IOException {
    List<Map<String, Object>> machines = new ArrayList<>();
    try (JsonParser parser =
        YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("line 1: a list of machines is needed, each begins with '- mac: '");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int line = parser.currentTokenLocation().getLineNr();
        JsonNode node = parser.readValueAsTree();
        Map<String, Object> machine = new LinkedHashMap<>();
        flatten(node, "", machine, line);
        machine.put(LINE, line);
        machines.add(machine);
      }
    }
    return machines;
  }

  private static void flatten(JsonNode node, String before, Map<String, Object> into, int line)
      throws IOException {
    if (!node.isObject()) {
      throw new IOException("line " + line + ": fields with values are needed");
    }
    for (String name : node.propertyNames()) {
      JsonNode value = node.get(name);
      if (value.isObject()) {
        flatten(value, before + name + "-", into, line);
      } else {
        into.put(
            before + name,
            value.isArray()
                ? String.join(" ", value.valueStream().map(one -> one.asString("")).toList())
                : value.asString(""));
      }
    }
  }

  private static void readPassword(Map<String, Object> machine, Path file) throws IOException {
    String name = String.valueOf(machine.getOrDefault(PASSWORD_FILE, "")).strip();
    machine.remove(PASSWORD_FILE);
    if (name.isEmpty()) {
      return;
    }
    String where = "%s, line %s: %s: ".formatted(file, machine.get(LINE), PASSWORD_FILE);
    if (!String.valueOf(machine.getOrDefault(PASSWORD, "")).isEmpty()) {
      throw new IOException(where + "stands beside a password; one of the two is enough");
    }
    Path secret = file.resolveSibling(name);
    try {
      machine.put(PASSWORD, Files.readString(secret).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new IOException(where + "cannot read " + secret);
    }
  }
}
