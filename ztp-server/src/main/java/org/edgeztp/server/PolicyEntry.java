package org.edgeztp.server;

import static org.edgeztp.server.Config.or;

import java.util.List;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What machines shall become, as the file writes it: a part of the configuration, and the whole of
 * a file for {@code ztp apply}.
 *
 * @param rules in order: the first that matches a machine counts
 */
public record PolicyEntry(List<ProfileEntry> profiles, List<RuleEntry> rules) {
  public PolicyEntry(@Nullable List<ProfileEntry> profiles, @Nullable List<RuleEntry> rules) {
    this.profiles = List.copyOf(or(profiles, List.of()));
    this.rules = List.copyOf(or(rules, List.of()));
  }

  /**
   * The policy, checked as a whole.
   *
   * @param config of the server that shall follow it
   * @throws ConfigException saying what to change
   */
  Policy toPolicy(Config config) {
    List<Profile> made = profiles.stream().map(ProfileEntry::toProfile).toList();
    made.forEach(profile -> checkOrchestrator(profile, config.orchestrators()));
    try {
      Policy profilesOnly = Policy.of(made, List.of());
      return new Policy(
          profilesOnly.profiles(),
          rules.stream().map(rule -> toRule(rule, profilesOnly, config.site())).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private static Rule toRule(RuleEntry rule, Policy profiles, String here) {
    Profile profile =
        profiles
            .find(rule.profile())
            .orElseThrow(() ->
                new ConfigException(
                    "rule '%s' names a profile that is not there: %s"
                        .formatted(rule.name(), rule.profile())));
    return rule.toRule(here, profile.kind());
  }

  private static void checkOrchestrator(Profile profile, List<Config.Orchestrator> orchestrators) {
    if (orchestrators.stream().noneMatch(target -> target.name().equals(profile.orchestrator()))) {
      throw new ConfigException(
          "profile '%s' names an orchestrator that is not there: %s"
              .formatted(profile.name(), profile.orchestrator()));
    }
  }
}
