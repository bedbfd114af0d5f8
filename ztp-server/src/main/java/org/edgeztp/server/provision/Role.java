package org.edgeztp.server.provision;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edgeztp.server.secret.SecretKind;

/**
 * What a machine may be made to do: a recipe, a script or a playbook, and what must be there before
 * it.
 *
 * @param name {@code COOKBOOK} or {@code COOKBOOK::RECIPE}
 * @param file of its folder that is run; empty for a recipe
 * @param after roles that come first on a machine that has them too
 * @param needs roles that some machine of the site must be in service with, or this one have
 * @param secrets of the site, by the names of the attributes of its cookbook that they become
 * @param silence how long it may tell and print nothing
 */
record Role(
    String name,
    Kind kind,
    String file,
    List<String> after,
    List<String> needs,
    Map<String, SecretKind> secrets,
    Duration silence) {
  /** A package manager prints nothing while it downloads, and a recipe nothing while that runs. */
  static final Duration SILENCE = Duration.ofMinutes(30);

  /** In which language it is written. */
  enum Kind {
    CHEF,
    SHELL,
    ANSIBLE
  }

  Role {
    after = List.copyOf(after);
    needs = List.copyOf(needs);
    secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
  }

  /** One of which nothing is said. */
  static Role plain(String name) {
    return new Role(name, Kind.CHEF, "", List.of(), List.of(), Map.of(), SILENCE);
  }

  /** The folder that it lies in. */
  String cookbook() {
    return name.split("::", 2)[0];
  }
}
