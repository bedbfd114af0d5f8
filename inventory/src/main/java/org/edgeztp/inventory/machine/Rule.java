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
    return machine.site().equals(site)
        && machine.kind() == kind
        && machine.hardware().map(this::matches).orElse(true);
  }

  private boolean matches(Hardware hardware) {
    return vendor.map(wanted -> like(wanted, hardware.vendor())).orElse(true)
        && model.map(wanted -> like(wanted, hardware.product())).orElse(true);
  }

  private static boolean like(String pattern, String text) {
    String regex = Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
    return text.toLowerCase(Locale.ROOT).matches(regex);
  }
}
