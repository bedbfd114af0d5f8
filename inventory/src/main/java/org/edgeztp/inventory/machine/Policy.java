package org.edgeztp.inventory.machine;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the machines of a site shall become: the profiles there are, and the rules that give them to
 * machines. A value that is replaced as a whole.
 *
 * @param profiles by name
 * @param rules in order; the first that matches a machine counts
 */
public record Policy(Map<String, Profile> profiles, List<Rule> rules) {
  /**
   * Profiles, and the rules that give them.
   *
   * @throws IllegalArgumentException when two profiles or rules have one name, or a rule gives a
   *     profile that is not there or that is for another kind of machine
   */
  public static Policy of(Collection<Profile> profiles, List<Rule> rules) {
    Map<String, Profile> byName = new LinkedHashMap<>();
    for (Profile profile : profiles) {
      if (byName.put(profile.name(), profile) != null) {
        throw new IllegalArgumentException("two profiles are called '" + profile.name() + "'");
      }
    }
    return new Policy(byName, rules);
  }

  /** Profiles that operators give to machines; no rule does. */
  public static Policy of(Profile... profiles) {
    return of(Arrays.asList(profiles), List.of());
  }

  public Policy {
    profiles = Map.copyOf(profiles);
    rules = List.copyOf(rules);
    for (Rule rule : rules) {
      check(rule, profiles.get(rule.profile()));
    }
    if (rules.stream().map(Rule::name).distinct().count() < rules.size()) {
      throw new IllegalArgumentException("two rules have the same name");
    }
  }

  public Policy with(Rule... rules) {
    return new Policy(profiles, List.of(rules));
  }

  public Optional<Profile> find(String profile) {
    return Optional.ofNullable(profiles.get(profile));
  }

  /** The first rule that is about the machine. */
  public Optional<Rule> ruleFor(Machine machine) {
    return rules.stream().filter(rule -> rule.matches(machine)).findFirst();
  }

  /** The rule that the machine goes by; none where somebody gave it another profile. */
  public Optional<Rule> ruleBehind(Machine machine) {
    return ruleFor(machine)
        .filter(rule -> machine.profile().map(rule.profile()::equals).orElse(true));
  }

  /** The profile that a rule of this policy gives. */
  public Profile profileOf(Rule rule) {
    return Objects.requireNonNull(profiles.get(rule.profile()));
  }

  private static void check(Rule rule, @Nullable Profile profile) {
    if (profile == null) {
      throw new IllegalArgumentException(
          "rule '" + rule.name() + "' names a profile that is not there: " + rule.profile());
    }
    if (profile.kind() != rule.kind()) {
      throw new IllegalArgumentException(
          "rule '%s' is about another kind of machine than its profile '%s'"
              .formatted(rule.name(), profile.name()));
    }
  }
}
