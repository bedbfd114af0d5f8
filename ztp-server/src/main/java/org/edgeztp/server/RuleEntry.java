package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edgeztp.inventory.machine.Condition;
import org.edgeztp.inventory.machine.Fact;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.server.cli.Spelling;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rule as the file writes it. It takes on machines of the kind that its profile is for.
 *
 * @param site this server's unless named
 * @param when by fact, what it has to be: a value, or a list of which one is enough
 * @param hostname pattern of the names it gives, where it is not the profile's
 */
public record RuleEntry(
    String name,
    Optional<String> site,
    String profile,
    Map<String, JsonNode> when,
    Optional<String> hostname) {
  public RuleEntry(
      @Nullable String name,
      Optional<String> site,
      @Nullable String profile,
      @Nullable Map<String, JsonNode> when,
      Optional<String> hostname) {
    this.name = required(name, "rules.name");
    this.site = site;
    this.profile = required(profile, "rules.profile");
    this.when = new TreeMap<>(or(when, Map.of()));
    this.hostname = hostname;
    conditions();
  }

  Rule toRule(String here, Machine.Kind kind) {
    return new Rule(name, site.orElse(here), profile, kind, conditions(), hostname);
  }

  private List<Condition> conditions() {
    try {
      return when.entrySet().stream()
          .map(asked -> new Condition(fact(asked.getKey()), wanted(asked.getValue())))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("rule '" + name + "': " + e.getMessage());
    }
  }

  private static List<String> wanted(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).toList()
        : List.of(value.asString());
  }

  private static Fact fact(String key) {
    List<String> known = Arrays.stream(Fact.values()).map(Fact::key).toList();
    return Arrays.stream(Fact.values())
        .filter(fact -> fact.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Spelling.unknown("fact", "", key, known)));
  }
}
