package org.edgeztp.server;

import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.READY;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import tools.jackson.databind.JsonNode;

/** What becomes different by another policy, in lines for people. */
final class PolicyDifference {
  private PolicyDifference() {}

  /** Each profile and rule that is new, gone or changed; empty when all is the same. */
  static List<String> between(PolicyEntry before, PolicyEntry after) {
    List<String> lines =
        new ArrayList<>(named("profile", before.profiles(), after.profiles(), ProfileEntry::name));
    lines.addAll(named("rule", before.rules(), after.rules(), RuleEntry::name));
    List<String> then = names(after);
    if (!names(before).equals(then) && Set.copyOf(names(before)).equals(Set.copyOf(then))) {
      lines.add("~ rules come in the order " + String.join(", ", then));
    }
    return lines;
  }

  /** Which of the machines that wait for a rule get another, and what from it. */
  static List<String> of(List<Machine> machines, Policy before, Policy after) {
    return waiting(machines)
        .filter(machine -> !given(machine, before).equals(given(machine, after)))
        .map(machine ->
            "%s (%s): %s".formatted(machine.label(), machine.state(), given(machine, after)))
        .toList();
  }

  /** A policy with what it gives to the machines that wait for a rule, to be compared. */
  static Map<String, Object> whole(PolicyEntry entry, List<Machine> machines, Policy policy) {
    Map<String, String> given = new LinkedHashMap<>();
    waiting(machines).forEach(machine -> given.put(machine.label(), given(machine, policy)));
    return Map.of(
        "profiles", trees(entry.profiles(), ProfileEntry::name),
        "rules", trees(entry.rules(), RuleEntry::name),
        "order", names(entry),
        "machines", given);
  }

  private static Stream<Machine> waiting(List<Machine> machines) {
    return machines.stream()
        .filter(machine -> machine.state() == DISCOVERED || machine.state() == READY);
  }

  private static String given(Machine machine, Policy policy) {
    return policy
        .ruleFor(machine)
        .map(rule -> "rule %s gives it the profile %s".formatted(rule.name(), rule.profile()))
        .orElse("no rule is about it");
  }

  private static List<String> names(PolicyEntry policy) {
    return policy.rules().stream().map(RuleEntry::name).toList();
  }

  private static <T> List<String> named(
      String what, List<T> before, List<T> after, Function<T, String> name) {
    Map<String, JsonNode> old = trees(before, name);
    Map<String, JsonNode> next = trees(after, name);
    var all = new TreeSet<>(old.keySet());
    all.addAll(next.keySet());
    List<String> lines = new ArrayList<>();
    for (String one : all) {
      if (!old.containsKey(one)) {
        lines.add("+ %s %s".formatted(what, one));
      } else if (!next.containsKey(one)) {
        lines.add("- %s %s".formatted(what, one));
      } else {
        changes(old.get(one), next.get(one))
            .forEach(change -> lines.add("~ %s %s: %s".formatted(what, one, change)));
      }
    }
    return lines;
  }

  private static List<String> changes(JsonNode before, JsonNode after) {
    return before.propertyNames().stream()
        .filter(key -> !before.path(key).equals(after.path(key)))
        .map(key -> "%s %s -> %s".formatted(key, text(before.path(key)), text(after.path(key))))
        .toList();
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "none" : value.isString() ? value.asString() : value.toString();
  }

  private static <T> Map<String, JsonNode> trees(List<T> entries, Function<T, String> name) {
    Map<String, JsonNode> trees = new LinkedHashMap<>();
    entries.forEach(entry -> trees.put(name.apply(entry), ConfigFile.tree(entry)));
    return trees;
  }
}
