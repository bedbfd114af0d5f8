package org.edgeztp.inventory.machine;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What makes it zero touch: any machine of the kind seen at the site gets the profile, unless the
 * rule asks for more.
 *
 * @param name shown in the timeline of each machine that the rule takes on
 * @param kind the profile's: a server never gets the system of a switch, nor the reverse
 * @param vendor its hardware's, as is the model; {@code *} stands for any text, letter case for
 *     nothing. A machine whose hardware is not known yet is taken on to be asked for it.
 */
public record Rule(
    String name,
    String site,
    String profile,
    Machine.Kind kind,
    Optional<String> vendor,
    Optional<String> model) {

  /** Any server of the site. */
  public Rule(String name, String site, String profile) {
    this(name, site, profile, Machine.Kind.SERVER, Optional.empty(), Optional.empty());
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
    return machine.hardware().flatMap(this::misses);
  }

  private Optional<String> misses(Hardware hardware) {
    return missed("vendor", vendor, hardware.vendor())
        .or(() -> missed("model", model, hardware.product()));
  }

  private static Optional<String> missed(String what, Optional<String> wanted, String told) {
    return wanted
        .filter(pattern -> !like(pattern, told))
        .map(pattern -> "it is for the %s '%s', and this is '%s'".formatted(what, pattern, told));
  }

  private static String word(Machine.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static boolean like(String pattern, String text) {
    String regex = Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
    return text.toLowerCase(Locale.ROOT).matches(regex);
  }
}
