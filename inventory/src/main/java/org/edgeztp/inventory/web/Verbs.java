package org.edgeztp.inventory.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import tools.jackson.databind.JsonNode;

/** What an operator may ask of a machine, by the verbs of the API. */
public final class Verbs {
  static final List<String> NAMES =
      List.of(
          "inspect",
          "test",
          "assign",
          "abort",
          "retry",
          "redeploy",
          "reconverge",
          "wipe",
          "adopt",
          "drain",
          "release",
          "rescue",
          "unrescue",
          "maintenance-on",
          "maintenance-off",
          "retire",
          "rediscover");

  private final Inventory inventory;

  public Verbs(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * What a verb is told beside its machine.
   *
   * @param profile for the verbs that take one; redeploy keeps the present one when absent
   * @param disks for wipe and release: device names, serial numbers or WWNs
   * @param confirmed for wipe and release: labels of what may go beside our own
   * @param force for release: without a word to the orchestrator
   * @param reason for maintenance-on
   * @param address for adopt: where its system answers on SSH, when not where it was seen last
   * @param hostKey for adopt: that of its system, in authorized-keys form
   * @param hostname for adopt: its name, when not the profile's
   */
  public record Told(
      Optional<String> profile,
      List<String> disks,
      List<String> confirmed,
      boolean force,
      Optional<String> reason,
      Optional<String> address,
      Optional<String> hostKey,
      Optional<String> hostname) {
    private static final Pattern DISK = Pattern.compile("[!-~]{1,128}");
    private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern HOST_KEY =
        Pattern.compile("ssh-ed25519 [A-Za-z0-9+/]+={0,2}( [^\\p{Cntrl}]{0,200})?");
    private static final Pattern HOSTNAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,128}");

    /**
     * Reads what was posted.
     *
     * @throws IllegalArgumentException when it cannot be
     */
    public static Told of(JsonNode body) {
      return new Told(
          Optional.ofNullable(body.path("profile").stringValue(null)),
          all(body, "disks", DISK, "a disk's name, serial number or WWN"),
          all(body, "confirm", LABEL, "a label"),
          body.path("force").asBoolean(false),
          Optional.ofNullable(body.path("reason").stringValue(null))
              .map(text -> checked("reason", text, REASON, "a reason of one line")),
          Optional.ofNullable(body.path("address").stringValue(null)).map(Told::address),
          Optional.ofNullable(body.path("hostKey").stringValue(null))
              .map(text -> checked("hostKey", text.strip(), HOST_KEY, "an ssh-ed25519 public key")),
          Optional.ofNullable(body.path("hostname").stringValue(null))
              .map(text ->
                  checked(
                      "hostname",
                      text,
                      HOSTNAME,
                      "a hostname: lower-case letters, digits, dashes")));
    }

    private static String address(String text) {
      try {
        return InetAddress.ofLiteral(text).getHostAddress();
      } catch (IllegalArgumentException e) {
        throw new WrongField("address", "'" + text + "' is no address");
      }
    }

    private static List<String> all(JsonNode body, String field, Pattern shape, String what) {
      return body.path(field)
          .valueStream()
          .map(text -> checked(field, text.asString(""), shape, what))
          .toList();
    }

    private static String checked(String field, String text, Pattern shape, String what) {
      if (!shape.matcher(text).matches()) {
        throw new WrongField(field, "'" + text + "' is not " + what);
      }
      return text;
    }
  }

  /**
   * In which way.
   *
   * @param dryRun only tells what would happen
   * @param exactly only while nothing at all has changed of the machine
   */
  record How(boolean dryRun, boolean exactly) {}

  /** What became of a verb: the machine after it, or why not. */
  public sealed interface Answer {
    record Done(Machine machine) implements Answer {}

    /** What it would do; nothing was changed. */
    record Would(boolean dryRun, State from, State to, String text) implements Answer {}

    record Not(Problem problem) implements Answer {}
  }

  /**
   * Applies a verb, or tells what it would do.
   *
   * @throws IllegalArgumentException when what the verb is told cannot be
   */
  public Answer apply(Machine machine, String verb, Told told, boolean dryRun) {
    return apply(machine, verb, told, new How(dryRun, false));
  }

  Answer apply(Machine machine, String verb, Told told, How how) {
    return switch (verb) {
      case "inspect" -> apply(machine, new Event.Inspect(Caller.name()), how);
      case "test" -> ofServer(machine, new Upkeep.Test(Caller.name()), how);
      case "abort" -> apply(machine, new Event.Aborted(Caller.name()), how);
      case "assign" ->
          withProfile(
              told.profile(),
              chosen ->
                  new Event.Assigned(chosen.name(), chosen.hostnameOf(machine), Caller.name()),
              machine,
              how);
      case "redeploy" ->
          withProfile(
              told.profile().or(machine::profile),
              chosen ->
                  new Event.Redeploy(chosen.name(), chosen.hostnameOf(machine), Caller.name()),
              machine,
              how);
      case "retry" -> apply(machine, new Event.Retry(Caller.name()), how);
      case "reconverge" -> apply(machine, new Event.Reconverge(Caller.name()), how);
      case "wipe" ->
          ofServer(machine, new Upkeep.Wipe(told.disks(), told.confirmed(), Caller.name()), how);
      case "adopt" -> adopt(machine, told, how);
      case "drain" -> apply(machine, new Upkeep.Drain(Caller.name()), how);
      case "release" ->
          ofServer(
              machine,
              told.force()
                  ? new Upkeep.ForcedRelease(told.disks(), told.confirmed(), Caller.name())
                  : new Upkeep.Release(told.disks(), told.confirmed(), Caller.name()),
              how);
      case "rescue" -> ofServer(machine, new Upkeep.Rescue(Caller.name()), how);
      case "unrescue" -> apply(machine, new Upkeep.LeaveRescue(Caller.name()), how);
      case "maintenance-on" ->
          told.reason()
              .map(reason -> apply(machine, new Upkeep.MaintenanceOn(reason, Caller.name()), how))
              .orElseGet(() -> wrong("reason", "say why: {\"reason\": \"TEXT\"}"));
      case "maintenance-off" -> apply(machine, new Upkeep.MaintenanceOff(Caller.name()), how);
      case "retire" -> apply(machine, new Event.Retire(Caller.name()), how);
      case "rediscover" -> apply(machine, new Event.Rediscovered(Caller.name()), how);
      default -> new Answer.Not(unknown(verb));
    };
  }

  static Problem unknown(String verb) {
    return Problem.notFound("no verb '" + verb + "'; there are " + NAMES);
  }

  private static Answer wrong(String field, String sentence) {
    return new Answer.Not(new Problem(Problem.Code.BAD_REQUEST, sentence, Optional.of(field)));
  }

  private Answer withProfile(
      Optional<String> name, Function<Profile, Event> event, Machine machine, How how) {
    if (name.isEmpty()) {
      return wrong("profile", "say which profile: {\"profile\": \"NAME\"}");
    }
    Optional<Profile> profile = inventory.policy().find(name.get());
    if (profile.isEmpty()) {
      List<String> known = inventory.policy().profiles().keySet().stream().sorted().toList();
      return wrong("profile", "no profile '" + name.get() + "'; there are " + known);
    }
    if (profile.get().kind() != machine.kind()) {
      return new Answer.Not(
          Problem.conflict(
              "profile '%s' is for a %s, and this is a %s"
                  .formatted(name.get(), word(profile.get().kind()), word(machine.kind()))));
    }
    return apply(machine, event.apply(profile.get()), how);
  }

  private static String word(Machine.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  private Answer adopt(Machine machine, Told told, How how) {
    if (machine.kind() == Machine.Kind.SWITCH || told.hostKey().isEmpty()) {
      return wrong("hostKey", "a server is adopted by the host key that answers on it: hostKey");
    }
    if (told.address().isEmpty() && machine.address().isEmpty()) {
      return wrong("address", "say where it is: {\"address\": \"ADDRESS\"}");
    }
    return withProfile(
        told.profile(),
        chosen ->
            new Upkeep.Adopt(
                chosen.name(),
                told.hostname().orElseGet(() -> chosen.hostnameOf(machine)),
                told.address().orElse(""),
                told.hostKey().get(),
                Caller.name()),
        machine,
        how);
  }

  private Answer ofServer(Machine machine, Event event, How how) {
    return machine.kind() == Machine.Kind.SWITCH
        ? new Answer.Not(Problem.conflict("it is a switch, on which ONIE alone does that"))
        : apply(machine, event, how);
  }

  private Answer apply(Machine machine, Event event, How how) {
    if (!how.dryRun()) {
      Outcome outcome =
          how.exactly() ? inventory.applyExactly(machine, event) : inventory.apply(machine, event);
      if (outcome instanceof Outcome.Applied(var moved)) {
        Witness.tell(Optional.of(machine), moved);
      }
      return answer(outcome, how.exactly() ? _ -> Changes.changed() : Verbs::late);
    }
    return inventory
        .obstacle(machine, event)
        .map(obstacle -> answer(obstacle, Verbs::late))
        .orElseGet(() ->
            new Answer.Would(
                true, machine.state(), Lifecycle.next(machine, event).orElseThrow(), event.text()));
  }

  private static Answer answer(Outcome outcome, Function<Machine, Problem> late) {
    return switch (outcome) {
      case Outcome.Applied(var moved) -> new Answer.Done(moved);
      case Outcome.Refused refused -> new Answer.Not(Problem.conflict(refused.reason()));
      case Outcome.Taken taken -> new Answer.Not(Problem.conflict(taken.reason()));
      case Outcome.Stale(var current) -> new Answer.Not(late.apply(current));
    };
  }

  private static Problem late(Machine current) {
    return Problem.conflict("it moved to " + current.state() + " just now");
  }
}
