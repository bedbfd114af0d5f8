package org.edgeztp.server.provision;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Profile;

/**
 * The steps of a run, in the order in which they are taken: the order of the profile, but for roles
 * that come after others.
 */
record Plan(List<Step> steps) {
  Plan {
    steps = List.copyOf(steps);
  }

  /**
   * The plan of a profile.
   *
   * @throws IOException when what the cookbooks say of its roles cannot be read or followed
   */
  static Plan of(Profile profile, Cookbooks cookbooks) throws IOException {
    return of(new Roles(cookbooks).named(profile.roles()));
  }

  /**
   * The plan of some roles.
   *
   * @throws IOException when they cannot all come after what they come after; the circle is named
   */
  static Plan of(List<Role> roles) throws IOException {
    Map<String, Role> open = new LinkedHashMap<>();
    roles.forEach(role -> open.putIfAbsent(role.name(), role));
    List<Step> steps = new ArrayList<>();
    while (!open.isEmpty()) {
      Role next =
          open.values().stream()
              .filter(role -> before(role).noneMatch(open::containsKey))
              .findFirst()
              .orElse(null);
      if (next == null) {
        throw new IOException("roles come after each other: " + circle(open));
      }
      open.remove(next.name());
      steps.add(new Step(steps.size() + 1, next));
    }
    return new Plan(steps);
  }

  /** What one machine has of what a role needs comes first there. */
  private static Stream<String> before(Role role) {
    return Stream.concat(role.after().stream(), role.needs().stream());
  }

  /** Follows what holds up what until it comes round. */
  private static String circle(Map<String, Role> stuck) {
    SequencedSet<String> way = new LinkedHashSet<>();
    String at = stuck.keySet().iterator().next();
    while (way.add(at)) {
      at =
          before(Objects.requireNonNull(stuck.get(at)))
              .filter(stuck::containsKey)
              .findFirst()
              .orElseThrow();
    }
    String end = at;
    return way.stream().dropWhile(name -> !name.equals(end)).collect(Collectors.joining(" after "))
        + " after "
        + end;
  }
}
