package org.edgeztp.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Condition;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.web.MachineResource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code GET /api/v1/machines/REF/rules}: what each rule says to a machine, and from what. */
record RuleTrial(Inventory inventory) implements MachineResource {
  /**
   * One rule before the machine.
   *
   * @param counts whether it is the first that matches
   * @param misses why it does not match; null when it does
   */
  record Verdict(
      String rule,
      String profile,
      boolean counts,
      @Nullable String misses,
      List<Asked> conditions) {}

  /**
   * One condition before the machine.
   *
   * @param told null while the machine has not told it, as is what holds then
   */
  record Asked(String condition, @Nullable String told, @Nullable Boolean holds) {}

  @Override
  public Object answer(Machine machine, String method, JsonNode body) {
    Policy policy = inventory.policy();
    Optional<Rule> first = policy.ruleFor(machine);
    return Map.of(
        "items",
        policy.rules().stream()
            .map(rule -> verdict(rule, machine, first.filter(rule::equals).isPresent()))
            .toList());
  }

  private static Verdict verdict(Rule rule, Machine machine, boolean counts) {
    return new Verdict(
        rule.name(),
        rule.profile(),
        counts,
        rule.misses(machine).orElse(null),
        rule.when().stream().map(condition -> asked(condition, machine)).toList());
  }

  private static Asked asked(Condition condition, Machine machine) {
    return new Asked(
        condition.toString(),
        condition.told(machine).orElse(null),
        condition.holds(machine).orElse(null));
  }
}
