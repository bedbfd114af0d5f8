package org.edgeztp.server.ui;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Condition;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.query.Filter;

/**
 * What machines become: profiles, the rules that give them, and what each rule says to one machine.
 *
 * @param asked what was typed to choose that machine
 * @param bench empty while none is chosen
 * @param applied the version that was put in force just now
 * @param editor for whoever may change them
 */
record PolicyPage(
    List<RuleLine> rules,
    List<ProfileLine> profiles,
    Optional<String> asked,
    Optional<Bench> bench,
    Optional<String> applied,
    Optional<PolicyEditor> editor) {

  /**
   * A rule, in the order in which they are tried.
   *
   * @param takes how many of the machines there are
   */
  record RuleLine(String name, String profile, String site, List<String> when, long takes) {}

  /**
   * @param machines that have it
   */
  record ProfileLine(
      String name,
      String image,
      String installer,
      String hostname,
      String roles,
      String orchestrator,
      long machines) {}

  /** A machine before every rule. */
  record Bench(String id, String machine, List<Trial> trials) {}

  /**
   * A rule before it.
   *
   * @param counts whether it is the first that matches
   * @param misses why it does not match
   */
  record Trial(
      String rule, String profile, boolean counts, Optional<String> misses, List<Part> parts) {}

  /**
   * @param told what the machine says, if it has said it
   * @param holds {@code yes}, {@code no}, or {@code unknown} as long as it has not
   */
  record Part(String condition, String told, String holds) {}

  static PolicyPage of(
      Inventory inventory,
      Optional<String> asked,
      Optional<String> applied,
      Optional<PolicyEditor> editor) {
    Policy policy = inventory.policy();
    List<Machine> all = inventory.all();
    Map<Rule, Long> takes =
        all.stream()
            .flatMap(machine -> policy.ruleFor(machine).stream())
            .collect(groupingBy(identity(), counting()));
    Map<String, Long> machines =
        all.stream()
            .flatMap(machine -> machine.profile().stream())
            .collect(groupingBy(identity(), counting()));
    return new PolicyPage(
        policy.rules().stream().map(rule -> line(rule, takes.getOrDefault(rule, 0L))).toList(),
        policy.profiles().values().stream()
            .sorted(Comparator.comparing(Profile::name))
            .map(profile -> line(profile, machines.getOrDefault(profile.name(), 0L)))
            .toList(),
        asked,
        asked.flatMap(name -> named(name, all)).map(machine -> bench(machine, policy)),
        applied,
        editor);
  }

  private static Optional<Machine> named(String name, List<Machine> all) {
    Predicate<Machine> shows = Filter.ALL.showing(name)::passes;
    return all.stream()
        .filter(machine -> machine.label().equalsIgnoreCase(name))
        .findFirst()
        .or(() -> all.stream().filter(shows).findFirst());
  }

  private static RuleLine line(Rule rule, long takes) {
    return new RuleLine(
        rule.name(),
        rule.profile(),
        rule.site(),
        rule.when().stream().map(Condition::toString).toList(),
        takes);
  }

  private static ProfileLine line(Profile profile, long machines) {
    return new ProfileLine(
        profile.name(),
        profile.image(),
        profile.installer().name().toLowerCase(Locale.ROOT),
        profile.hostname(),
        String.join(", ", profile.roles()),
        profile.orchestrator(),
        machines);
  }

  private static Bench bench(Machine machine, Policy policy) {
    Optional<Rule> first = policy.ruleFor(machine);
    return new Bench(
        machine.id().value(),
        machine.label(),
        policy.rules().stream()
            .map(rule ->
                new Trial(
                    rule.name(),
                    rule.profile(),
                    first.filter(rule::equals).isPresent(),
                    rule.misses(machine),
                    rule.when().stream().map(condition -> part(condition, machine)).toList()))
            .toList());
  }

  private static Part part(Condition condition, Machine machine) {
    return new Part(
        condition.toString(),
        condition.told(machine).orElse("not told yet"),
        condition.holds(machine).map(holds -> holds ? "yes" : "no").orElse("unknown"));
  }
}
