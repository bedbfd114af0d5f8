package org.edgeztp.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The columns of a table of what the API lists.
 *
 * @param fields paths into an item, with slashes, by what is above the column; {@code :octets}
 *     behind one has it shown as a size
 */
record Cells(List<Map.Entry<String, String>> fields) {
  private static final int GUESSED = 6;
  private static final String OCTETS = ":octets";

  /** What people want to see of each kind; what it does not name is shown by its plain fields. */
  private static final Map<String, Cells> KNOWN =
      Map.ofEntries(
          Map.entry(
              "machines",
              of("ID id", "HOSTNAME hostname", "STATE state", "ADDRESS address", "WHY why")),
          Map.entry(
              "profiles",
              of(
                  "NAME name",
                  "IMAGE image",
                  "KIND kind",
                  "ROLES roles",
                  "ORCHESTRATOR orchestrator")),
          Map.entry(
              "rules", of("NAME name", "SITE site", "PROFILE profile", "KIND kind", "WHEN when")),
          Map.entry(
              "network",
              of(
                  "LINK link",
                  "ANSWERING answering",
                  "WHY why",
                  "OTHERS otherServers",
                  "ROUTERS otherRouters")),
          Map.entry(
              "subnets",
              of(
                  "SUBNET subnet",
                  "LINK link",
                  "DHCP dhcp",
                  "RANGES ranges",
                  "SIZE size",
                  "FREE free",
                  "RESTING declined")),
          Map.entry(
              "leases",
              of("ADDRESS address", "MAC mac", "STATE state", "ENDS ends", "MACHINE label")),
          Map.entry(
              "roles",
              of("NAME name", "KIND kind", "AFTER after", "NEEDS needs", "PROFILES profiles")),
          Map.entry(
              "images",
              of(
                  "NAME name",
                  "KIND kind",
                  "RELEASE release",
                  "ARCH architecture",
                  "SIZE size:octets",
                  "PROFILES profiles")),
          Map.entry(
              "artifacts",
              of(
                  "NAME name",
                  "VERSION version",
                  "ARCH arch",
                  "FILE file",
                  "SIZE size:octets",
                  "SIGNED signedBy",
                  "SHA256 sha256")),
          Map.entry(
              "container-images",
              of(
                  "NAME name",
                  "TAG tag",
                  "PLATFORMS platforms",
                  "SIZE size:octets",
                  "USED used",
                  "PROFILES profiles",
                  "DIGEST digest")),
          Map.entry(
              "mirrors",
              of("NAME name", "PINNED pinned", "DATE day", "INDEXES indexes", "UPSTREAM upstream")),
          Map.entry(
              "sites",
              of(
                  "NAME name",
                  "MACHINES machines",
                  "FAILED needs/failed",
                  "FAULTY needs/faulty",
                  "UNDECIDED needs/undecided",
                  "MAINTENANCE maintenance")),
          Map.entry(
              "racks",
              of(
                  "NAME name",
                  "SITE site",
                  "MACHINES machines",
                  "EXPECTED expected",
                  "STATES states")),
          Map.entry("switches", of("NAME name", "MACHINES machines", "STATES states")),
          Map.entry(
              "orchestrators",
              of("NAME name", "URL url", "WAITING waiting", "OLDEST oldest", "ANSWER answer/text")),
          Map.entry(
              "webhooks",
              of("NAME name", "URL url", "WAITING waiting", "OLDEST oldest", "ANSWER answer/text")),
          Map.entry("certificates", of("AT at", "MACHINE machine", "DISK label", "HOW text")),
          Map.entry(
              "tokens",
              of("NAME name", "ROLE role", "SITES sites", "CREATED created", "EXPIRES expires")),
          Map.entry("secrets", of("SITE site", "NAME name", "MADE made", "BY by")),
          Map.entry("timeline", of("AT at", "MACHINE machine", "KIND kind", "TO to", "TEXT text")),
          Map.entry(
              "expected",
              of(
                  "NAME name",
                  "MAC mac",
                  "SERIAL serial",
                  "RACK rack",
                  "UNIT unit",
                  "MACHINE machine")),
          Map.entry(
              "handoffs",
              of(
                  "MACHINE machine",
                  "HOSTNAME hostname",
                  "ORCHESTRATOR orchestrator",
                  "STATE state",
                  "TRIES attempts",
                  "NEXT next",
                  "ERROR error")),
          Map.entry(
              "audit",
              of(
                  "AT at",
                  "WHO who",
                  "FROM origin",
                  "METHOD method",
                  "PATH path",
                  "STATUS status")));

  /** What of a kind consists of many things, and which of its fields has them. */
  private static final Map<String, Map.Entry<String, Cells>> WHOLE =
      Map.of(
          "racks",
          Map.entry("slots", of("UNIT unit", "MACHINE machine", "NAME label", "STATE state")),
          "switches",
          Map.entry(
              "ports",
              of(
                  "PORT name",
                  "DESCRIPTION description",
                  "MACHINE machine",
                  "NAME label",
                  "STATE state",
                  "CARD card",
                  "SPEED speed")));

  Cells {
    fields = List.copyOf(fields);
  }

  private static Cells of(String... columns) {
    return new Cells(
        Stream.of(columns)
            .map(column -> column.split(" "))
            .map(parts -> Map.entry(parts[0], parts[1]))
            .toList());
  }

  /** Those that people are told of. */
  static List<String> kinds() {
    return KNOWN.keySet().stream().sorted().toList();
  }

  /** What is shown of a kind; where nobody said, by the first of the items. */
  static Cells of(String kind, List<JsonNode> items) {
    Cells known = KNOWN.get(kind);
    return known == null ? guessed(items.isEmpty() ? List.of() : plain(items.getFirst())) : known;
  }

  /** One of a kind: a line of it, or for one that consists of many things a line of each. */
  static Table one(String kind, JsonNode item) {
    Map.Entry<String, Cells> whole = WHOLE.get(kind);
    return whole == null
        ? of(kind, List.of(item)).table(List.of(item))
        : whole.getValue().table(item.path(whole.getKey()).valueStream().toList());
  }

  private static Cells guessed(List<String> names) {
    return new Cells(
        names.stream()
            .limit(GUESSED)
            .map(
                name -> Map.entry(name.replaceAll("(?=[A-Z])", " ").toUpperCase(Locale.ROOT), name))
            .toList());
  }

  private static List<String> plain(JsonNode item) {
    return item.propertyStream()
        .filter(field -> field.getValue().isValueNode())
        .map(Map.Entry::getKey)
        .toList();
  }

  Table table(List<JsonNode> items) {
    var table = new Table(fields.stream().map(Map.Entry::getKey).toList());
    items.forEach(item -> table.row(row(item)));
    return table;
  }

  private List<String> row(JsonNode item) {
    List<String> row = new ArrayList<>();
    for (Map.Entry<String, String> field : fields) {
      String path = field.getValue();
      row.add(
          path.endsWith(OCTETS)
              ? size(item.at("/" + path.substring(0, path.length() - OCTETS.length())))
              : text(item.at("/" + path)));
    }
    return row;
  }

  /** Octets, in the unit that a person would use. */
  private static String size(JsonNode octets) {
    if (!octets.isNumber()) {
      return text(octets);
    }
    long all = octets.asLong();
    return all < 1024
        ? all + " B"
        : all < 1 << 20
            ? "%.1f KiB".formatted(all / 1024.0)
            : "%.1f MiB".formatted(all / (double) (1 << 20));
  }

  /** A value as a cell of a table; a dash for none. */
  static String text(JsonNode value) {
    String text =
        value.isArray()
            ? value.valueStream().map(Cells::text).collect(Collectors.joining(", "))
            : value.isObject()
                ? value.path("sentence").asString(value.path("name").asString(counts(value)))
                : value.asString("");
    return text.isEmpty() ? "-" : text;
  }

  /** How many there are of each: {@code FAILED 1, IN_SERVICE 39}. */
  private static String counts(JsonNode value) {
    return value.valueStream().allMatch(JsonNode::isNumber)
        ? value
            .propertyStream()
            .map(count -> count.getKey() + " " + count.getValue().asString())
            .collect(Collectors.joining(", "))
        : "…";
  }
}
