package org.edgeztp.inventory.machine;

/**
 * What makes it zero touch: any machine seen at the site gets the profile.
 *
 * @param name shown in the timeline of each machine that the rule takes on
 */
public record Rule(String name, String site, String profile) {
  public boolean matches(Machine machine) {
    return machine.site().equals(site);
  }
}
