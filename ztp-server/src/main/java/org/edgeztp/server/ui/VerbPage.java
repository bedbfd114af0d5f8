package org.edgeztp.server.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.web.Verbs;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a verb would do to a machine, before it does it.
 *
 * @param would what would happen; empty while something is to be said first, or when it cannot be
 * @param cannot what is wrong, or why it cannot be
 */
record VerbPage(
    String id,
    String machine,
    Verb verb,
    List<String> profiles,
    List<DiskChoice> disks,
    Wish wish,
    Optional<Would> would,
    Optional<String> cannot) {

  record Would(Mark from, Mark to, String text) {}

  record DiskChoice(String value, String text, boolean chosen) {}

  /** What was filled in so far. */
  record Wish(
      Optional<String> profile,
      Optional<String> reason,
      List<String> disks,
      Optional<String> confirm,
      boolean force,
      Optional<String> address,
      Optional<String> hostKey) {
    /** What every verb takes of a machine in the right state. */
    static Wish sample(Optional<String> profile) {
      return new Wish(
          profile,
          Optional.of("a reason"),
          List.of(),
          Optional.empty(),
          false,
          Optional.of("192.0.2.1"),
          Optional.of("ssh-ed25519 AAAA"));
    }

    static Wish of(Function<String, List<String>> field) {
      return new Wish(
          first(field, "profile"),
          first(field, "reason"),
          field.apply("disks"),
          first(field, "confirm"),
          first(field, "force").isPresent(),
          first(field, "address"),
          first(field, "hostKey"));
    }

    /**
     * The same as a program would post it.
     *
     * @throws IllegalArgumentException when it cannot be
     */
    Verbs.Told told() {
      return Verbs.Told.of(body());
    }

    /** As a program would post it. */
    ObjectNode body() {
      ObjectNode body = new JsonMapper().createObjectNode();
      profile.ifPresent(name -> body.put("profile", name));
      reason.ifPresent(text -> body.put("reason", text));
      body.put("force", force);
      address.ifPresent(text -> body.put("address", text));
      hostKey.ifPresent(text -> body.put("hostKey", text));
      ArrayNode chosen = body.putArray("disks");
      disks.forEach(chosen::add);
      ArrayNode labels = body.putArray("confirm");
      confirm.stream()
          .flatMap(String::lines)
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(labels::add);
      return body;
    }

    private static Optional<String> first(Function<String, List<String>> field, String name) {
      return field.apply(name).stream().findFirst();
    }
  }

  static VerbPage of(
      Inventory inventory,
      Machine machine,
      Verb verb,
      Wish wish,
      Verbs.Answer answer,
      Optional<String> wrong) {
    boolean waits = waits(verb, wish);
    return new VerbPage(
        machine.id().value(),
        machine.label(),
        verb,
        inventory.policy().profiles().values().stream()
            .filter(profile -> profile.kind() == machine.kind())
            .map(Profile::name)
            .sorted()
            .toList(),
        machine.hardware().map(Hardware::disks).orElse(List.of()).stream()
            .map(disk -> choice(disk, wish.disks()))
            .toList(),
        wish,
        would(answer, machine),
        wrong.or(() ->
            answer instanceof Verbs.Answer.Not(var problem) && !waits
                ? Optional.of(problem.detail())
                : Optional.empty()));
  }

  /** Whether something is to be said before it is known what would happen. */
  static boolean waits(Verb verb, Wish wish) {
    return (verb.takes(Verb.Input.PROFILE) && verb != Verb.REDEPLOY && wish.profile().isEmpty())
        || (verb.takes(Verb.Input.HOST_KEY) && wish.hostKey().isEmpty())
        || (verb.takes(Verb.Input.REASON) && wish.reason().isEmpty());
  }

  /** Whether the fields are shown. */
  public boolean asks() {
    return verb.takes(Verb.Input.PROFILE)
        || verb.takes(Verb.Input.REASON)
        || verb.takes(Verb.Input.DISKS);
  }

  public boolean takesProfile() {
    return verb.takes(Verb.Input.PROFILE);
  }

  public boolean takesReason() {
    return verb.takes(Verb.Input.REASON);
  }

  public boolean takesDisks() {
    return verb.takes(Verb.Input.DISKS);
  }

  public boolean takesHostKey() {
    return verb.takes(Verb.Input.HOST_KEY);
  }

  public boolean takesForce() {
    return verb.takes(Verb.Input.FORCE);
  }

  private static Optional<Would> would(Verbs.Answer answer, Machine machine) {
    return switch (answer) {
      case Verbs.Answer.Would(_, var from, var to, var text) ->
          Optional.of(new Would(new Mark(from), new Mark(to), text));
      case Verbs.Answer.Done(var moved) ->
          Optional.of(new Would(new Mark(machine.state()), new Mark(moved.state()), ""));
      case Verbs.Answer.Not _ -> Optional.empty();
    };
  }

  private static DiskChoice choice(Disk disk, List<String> chosen) {
    String value = disk.serial().isEmpty() ? disk.name() : disk.serial();
    String text =
        "%s, %s%s"
            .formatted(
                disk.name(),
                HardwareSheet.size(disk.bytes()),
                disk.model().isEmpty() ? "" : ", " + disk.model());
    return new DiskChoice(value, text, chosen.contains(value));
  }
}
