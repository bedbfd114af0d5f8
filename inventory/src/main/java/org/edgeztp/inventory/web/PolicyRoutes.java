package org.edgeztp.inventory.web;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Condition;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.jspecify.annotations.Nullable;

/** The profiles and rules in force, to be read; they are changed as a whole, as a policy. */
final class PolicyRoutes {
  private static final String PROFILES = "/api/v1/profiles";
  private static final String RULES = "/api/v1/rules";

  private final Inventory inventory;

  PolicyRoutes(Inventory inventory) {
    this.inventory = inventory;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PROFILES, _ -> Map.of("items", profiles())),
        Route.get(PROFILES + "/{profile}", question -> profile(question.name("profile"))),
        Route.get(RULES, _ -> Map.of("items", rules())),
        Route.get(RULES + "/{rule}", question -> rule(question.name("rule"))));
  }

  /**
   * A rule.
   *
   * @param hostname where it is not its profile's
   */
  record RuleView(
      String name,
      String site,
      String profile,
      String kind,
      List<String> when,
      @Nullable String hostname) {
    static RuleView of(Rule rule) {
      return new RuleView(
          rule.name(),
          rule.site(),
          rule.profile(),
          rule.kind().name(),
          rule.when().stream().map(Condition::toString).toList(),
          rule.hostname().orElse(null));
    }
  }

  private List<ProfileView> profiles() {
    return inventory.policy().profiles().values().stream()
        .sorted(Comparator.comparing(Profile::name))
        .map(ProfileView::of)
        .toList();
  }

  private Object profile(String name) {
    return inventory
        .policy()
        .find(name)
        .<Object>map(ProfileView::of)
        .orElseGet(() -> Problem.notFound("no profile '" + name + "'"));
  }

  private List<RuleView> rules() {
    return inventory.policy().rules().stream().map(RuleView::of).toList();
  }

  private Object rule(String name) {
    return rules().stream()
        .filter(rule -> rule.name().equals(name))
        .<Object>map(Function.identity())
        .findAny()
        .orElseGet(() -> Problem.notFound("no rule '" + name + "'"));
  }
}
