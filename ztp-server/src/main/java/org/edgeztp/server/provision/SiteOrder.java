package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.edgeztp.inventory.machine.Profile;

/** Whether the machines of all profiles can come into service one after the other. */
public final class SiteOrder {
  private SiteOrder() {}

  /**
   * Looks at what the roles of the profiles say of each other.
   *
   * @param cookbooks the folder of all cookbooks
   * @throws IllegalArgumentException naming the circle, or the role that nobody or no cookbook has
   */
  public static void check(Collection<Profile> profiles, Path cookbooks) {
    requireRoles(profiles, new Cookbooks(cookbooks));
    Map<String, Waiting> open = new LinkedHashMap<>();
    for (Profile profile : profiles) {
      open.put(profile.name(), Waiting.of(profile, new Cookbooks(cookbooks)));
    }
    Set<String> there = new TreeSet<>();
    while (open.values().removeIf(waiting -> comes(waiting, there))) {
      // Each round brings what the one before made possible.
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException(stuck(open, there));
    }
  }

  private static void requireRoles(Collection<Profile> profiles, Cookbooks cookbooks) {
    Set<String> known = known(cookbooks);
    for (Profile profile : profiles) {
      for (String role : profile.roles()) {
        if (!known.contains(role) && !known.contains(role.replaceFirst("::default$", ""))) {
          throw new IllegalArgumentException(
              "profile '%s' has the role %s, which no cookbook of %s has; there are %s"
                  .formatted(profile.name(), role, cookbooks.root(), String.join(", ", known)));
        }
      }
    }
  }

  private static Set<String> known(Cookbooks cookbooks) {
    try {
      return new Roles(cookbooks)
          .all().stream().map(Role::name).collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * A profile and what it waits for.
   *
   * @param needs of other machines
   */
  private record Waiting(String profile, Set<String> roles, Set<String> needs) {
    static Waiting of(Profile profile, Cookbooks cookbooks) {
      try {
        Plan plan = Plan.of(profile, cookbooks);
        Set<String> needs =
            plan.steps().stream()
                .flatMap(step -> step.role().needs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        profile.roles().forEach(needs::remove);
        return new Waiting(profile.name(), Set.copyOf(profile.roles()), needs);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "profile '" + profile.name() + "': " + e.getMessage(), e);
      }
    }
  }

  private static boolean comes(Waiting waiting, Set<String> there) {
    boolean comes = there.containsAll(waiting.needs());
    if (comes) {
      there.addAll(waiting.roles());
    }
    return comes;
  }

  /** Follows who waits for whom until it comes round, or ends at a role that nobody has. */
  private static String stuck(Map<String, Waiting> open, Set<String> there) {
    SequencedSet<String> way = new LinkedHashSet<>();
    List<String> sentences = new ArrayList<>();
    String at = open.keySet().iterator().next();
    while (way.add(at)) {
      Waiting waiting = Objects.requireNonNull(open.get(at));
      String need =
          waiting.needs().stream().filter(role -> !there.contains(role)).findFirst().orElseThrow();
      Optional<Waiting> next =
          open.values().stream().filter(other -> other.roles().contains(need)).findFirst();
      if (next.isEmpty()) {
        return "profile '%s' needs the role %s in service, which no profile has"
            .formatted(at, need);
      }
      sentences.add("%s needs %s of %s".formatted(at, need, next.get().profile()));
      at = next.get().profile();
    }
    int from = List.copyOf(way).indexOf(at);
    return "profiles wait for each other: "
        + String.join(", ", sentences.subList(from, sentences.size()));
  }
}
