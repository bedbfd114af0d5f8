package org.edgeztp.server.http;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.boot.Access;
import org.edgeztp.server.boot.Refusal;

/** Turns what a ramdisk reports into events and observations. */
final class Reports {
  /** Bytes of a report that are read; the rest is of no use to anybody. */
  static final int LIMIT = 256 << 10;

  private static final int LOG_LIMIT = 16 << 10;

  private final Inventory inventory;

  Reports(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * Takes one report of a machine that may make it.
   *
   * @return why it cannot be taken; empty when it was
   */
  Optional<Refusal> take(Machine machine, Access.Part part, String body) {
    try {
      return switch (part) {
        case HARDWARE -> apply(machine, new Event.HardwareReported(HardwareReport.parse(body)));
        case STARTED -> apply(machine, new Event.InstallerStarted());
        case PROGRESS -> progress(machine, form(body));
        case INSTALLED -> installed(machine, form(body));
        case FAILED -> failed(machine, form(body));
        case KERNEL, RAMDISK, TASK, IMAGE ->
            throw new IllegalStateException(part + " is fetched, not reported");
      };
    } catch (IllegalArgumentException | tools.jackson.core.JacksonException e) {
      return Optional.of(Refusal.unreadable("unreadable report: " + e.getMessage()));
    }
  }

  private Optional<Refusal> progress(Machine machine, Fields form) {
    long done = Long.parseLong(required(form, "done"));
    long total = Long.parseLong(required(form, "total"));
    String step = required(form, "step");
    String text = "%s: %d of %d MiB".formatted(step, done >> 20, total >> 20);
    Map<String, Object> facts = Map.of("step", step, "done", done, "total", total);
    inventory.note(machine, new Observation(Observation.Kind.PROGRESS, text, facts));
    return Optional.empty();
  }

  private Optional<Refusal> installed(Machine machine, Fields form) {
    String hostKey = required(form, "host_key").strip();
    if (!hostKey.matches("ssh-ed25519 [A-Za-z0-9+/]+={0,2}( .*)?")) {
      throw new IllegalArgumentException("host_key is not an ssh-ed25519 public key");
    }
    long seconds = Long.parseLong(required(form, "seconds"));
    return apply(machine, new Event.Installed(hostKey, required(form, "root_disk"), seconds));
  }

  private Optional<Refusal> failed(Machine machine, Fields form) {
    String step = required(form, "step");
    String cause = required(form, "cause");
    return apply(
        machine,
        machine.state() == State.INSPECTING
            ? new Event.InspectFailed(step + ": " + cause)
            : new Event.InstallFailed(step, cause, tail(value(form, "log").orElse(""))));
  }

  private Optional<Refusal> apply(Machine machine, Event event) {
    return switch (inventory.apply(machine, event)) {
      case Outcome.Applied _ -> Optional.empty();
      case Outcome.Refused refused -> Optional.of(Refusal.conflict(refused.reason()));
      case Outcome.Stale(var current) ->
          Optional.of(Refusal.conflict(current.label() + " is " + current.state() + " by now"));
    };
  }

  private static Fields form(String body) {
    var fields = new Fields(true);
    UrlEncoded.decodeTo(body, fields::add, java.nio.charset.StandardCharsets.UTF_8);
    return fields;
  }

  private static String required(Fields form, String name) {
    return value(form, name)
        .orElseThrow(() -> new IllegalArgumentException("field " + name + " is missing"));
  }

  private static Optional<String> value(Fields form, String name) {
    return Optional.ofNullable(form.getValue(name));
  }

  private static String tail(String log) {
    return log.length() <= LOG_LIMIT ? log : log.substring(log.length() - LOG_LIMIT);
  }
}
