package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.runlog.Hidden;
import org.edgeztp.server.secret.SecretKind;
import org.edgeztp.server.secret.SiteSecrets;

/**
 * What machines of a site have to do with each other: the secrets that they share, and who gives
 * what a role needs. It comes to them as node attributes.
 */
public final class Relations {
  /** Where a machine's roles are what they were made: its own system runs, and nobody ends that. */
  private static final Set<State> STANDING =
      EnumSet.of(
          State.CONVERGING, State.VERIFYING, State.HANDING_OFF, State.IN_SERVICE, State.DRAINING);

  private final Inventory inventory;
  private final SiteSecrets secrets;
  private final Published published;

  public Relations(Inventory inventory, SiteSecrets secrets, Published published) {
    this.inventory = inventory;
    this.secrets = secrets;
    this.published = published;
  }

  /**
   * What a step is told.
   *
   * @param attributes below those of the profile
   * @param hidden the secrets among them
   */
  record Told(Map<String, Object> attributes, Hidden hidden) {}

  /**
   * What a step of a machine is told beside what the server knows of the machine itself.
   *
   * @param publish where its machine's roles leave what they want others to know
   * @throws IOException when a secret cannot be opened; the message says which, and what to do
   */
  Told of(Machine machine, Profile profile, Step step, Path publish) throws IOException {
    Map<String, Object> own = new TreeMap<>();
    List<String> values = new ArrayList<>();
    Object given = profile.attributes().get(step.role().cookbook());
    for (Map.Entry<String, SecretKind> needed : step.role().secrets().entrySet()) {
      if (given instanceof Map<?, ?> map && map.containsKey(needed.getKey())) {
        values.add(String.valueOf(map.get(needed.getKey())));
        continue;
      }
      String value = secret(machine, step.role().cookbook() + "." + needed.getKey(), needed);
      own.put(needed.getKey(), value);
      values.add(value);
    }
    Map<String, Object> ztp = new TreeMap<>();
    machine.reachedAt().ifPresent(address -> ztp.put("address", Ipv6.text(address)));
    ztp.put("peers", peers(machine, step.role()));
    ztp.put("publish", publish.toString());
    Map<String, Object> attributes = new TreeMap<>(Map.of("ztp", ztp));
    if (!own.isEmpty()) {
      attributes.put(step.role().cookbook(), own);
    }
    return new Told(attributes, new Hidden(values));
  }

  /** What of a step must not be told. */
  Hidden hidden(Machine machine, Step step) {
    try {
      Optional<Profile> profile = inventory.profileOf(machine);
      return profile.isPresent()
          ? of(machine, profile.get(), step, Path.of("/")).hidden()
          : Hidden.NOTHING;
    } catch (IOException _) { // so it was not given any
      return Hidden.NOTHING;
    }
  }

  /** The machine has taken the role. */
  void took(Machine machine, Step step, Map<String, String> told) {
    published.put(machine.id(), step.name(), told);
  }

  /** The machine has a new system. */
  void installed(Machine machine) {
    published.forget(machine.id());
  }

  private String secret(Machine machine, String name, Map.Entry<String, SecretKind> needed)
      throws IOException {
    try {
      return secrets.of(machine.site(), name, needed.getValue());
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Map<String, Object> peers(Machine machine, Role role) {
    Map<String, Object> peers = new TreeMap<>();
    for (String need : role.needs()) {
      List<Map<String, Object>> givers = new ArrayList<>();
      published
          .of(need)
          .forEach(
              (id, told) -> giver(machine, need, id).ifPresent(it -> givers.add(peer(it, told))));
      peers.put(need, givers);
    }
    return peers;
  }

  private Optional<Machine> giver(Machine machine, String role, MachineId id) {
    return inventory
        .find(id)
        .filter(other -> other.site().equals(machine.site()))
        .filter(other -> STANDING.contains(other.state()))
        .filter(
            other -> inventory.profileOf(other).filter(p -> p.roles().contains(role)).isPresent())
        .filter(other -> other.reachedAt().isPresent());
  }

  private static Map<String, Object> peer(Machine machine, Map<String, String> told) {
    return Map.of(
        "hostname",
        machine.hostname().orElse(machine.id().value()),
        "address",
        Ipv6.text(machine.reachedAt().orElseThrow()),
        "published",
        told);
  }
}
