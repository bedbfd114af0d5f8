package org.edgeztp.inventory.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What makes it zero touch: any machine of the kind seen at the site gets the profile, unless the
 * rule asks for more.
 *
 * @param name shown in the timeline of each machine that the rule takes on
 * @param kind the profile's: a server never gets the system of a switch, nor the reverse
 * @param when all of this has to hold. A machine whose hardware is not known yet is taken on to be
 *     asked for it, unless what it told already does not fit.
 * @param hostname pattern of the names it gives, where it is not the profile's
 */
public record Rule(
    String name,
    String site,
    String profile,
    Machine.Kind kind,
    List<Condition> when,
    Optional<String> hostname) {
  public Rule {
    when = List.copyOf(when);
  }

  /** Any server of the site. */
  public Rule(String name, String site, String profile) {
    this(name, site, profile, Machine.Kind.SERVER, List.of(), Optional.empty());
  }

  public boolean matches(Machine machine) {
    return misses(machine).isEmpty();
  }

  /** Why the rule is not about the machine, as a clause; empty when it is. */
  public Optional<String> misses(Machine machine) {
    if (!machine.site().equals(site)) {
      return Optional.of("it is for the site " + site);
    }
    if (machine.kind() != kind) {
      return Optional.of(
          "its profile is for a %s, and this is a %s".formatted(word(kind), word(machine.kind())));
    }
    return when.stream().flatMap(condition -> missed(condition, machine).stream()).findFirst();
  }

  /** The name that a machine gets by it. */
  public String hostnameOf(Machine machine, Profile profile) {
    return Profile.hostname(hostname.orElse(profile.hostname()), machine);
  }

  private static Optional<String> missed(Condition condition, Machine machine) {
    boolean holds = condition.holds(machine).orElse(machine.hardware().isEmpty());
    return holds
        ? Optional.empty()
        : Optional.of(
            condition
                .told(machine)
                .map(told -> "it is for %s, and this is '%s'".formatted(condition, told))
                .orElse("it is for %s, and this machine tells none".formatted(condition)));
  }

  private static String word(Machine.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
