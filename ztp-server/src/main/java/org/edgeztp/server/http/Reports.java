package org.edgeztp.server.http;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.boot.Access;
import org.edgeztp.server.boot.Refusal;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.runlog.Source;
import org.edgeztp.server.ssh.HostKeys;

/** Turns what a ramdisk or an installer reports into events and observations. */
final class Reports {
  /** Bytes that a report may have. */
  static final int LIMIT = 256 << 10;

  private static final int LOG_LIMIT = 16 << 10;

  /** What only the machine itself can tell. */
  private static final Set<CauseCode> TOLD =
      EnumSet.of(
          CauseCode.NO_DISK_DRIVER,
          CauseCode.NO_DISK_MATCHES,
          CauseCode.DISK_TOO_SMALL,
          CauseCode.DISK_NOT_OURS,
          CauseCode.MEMORY_TOO_SMALL,
          CauseCode.IMAGE_CHECKSUM,
          CauseCode.BOOT_LOADER_FAILED,
          CauseCode.WIPE_REFUSED);

  private final Inventory inventory;
  private final LogKeeper logs;
  private final SwitchReports switches;
  private final TestVerdicts verdicts;

  Reports(Inventory inventory, LogKeeper logs) {
    this.inventory = inventory;
    this.logs = logs;
    this.switches = new SwitchReports(inventory);
    this.verdicts = new TestVerdicts(inventory);
  }

  /**
   * Takes one report of a machine that may make it.
   *
   * @return why it cannot be taken; empty when it was
   */
  Optional<Refusal> take(Machine machine, Access.Part part, String body) {
    try {
      return switch (part) {
        case HARDWARE -> hardware(machine, HardwareReport.parse(body));
        case TESTED -> apply(machine, verdicts.of(machine, TestReport.parse(body)));
        case STARTED -> apply(machine, new Event.InstallerStarted());
        case PROGRESS -> progress(machine, new Form(body));
        case INSTALLED -> installed(machine, new Form(body));
        case FAILED -> failed(machine, new Form(body));
        case WIPING ->
            apply(
                machine, new Upkeep.WipeBegun(printable(new Form(body).required("disks").lines())));
        case WIPED_DISK -> wiped(machine, new Form(body));
        case WIPED -> apply(machine, new Upkeep.Wiped());
        case RESCUED -> rescued(machine, new Form(body));
        case LOG -> {
          logs.keep(machine, Source.RAMDISK, body);
          yield Optional.empty();
        }
        case SECTION -> {
          switches.section(machine, new Form(body));
          yield Optional.empty();
        }
        case CONVERGED -> applyAny(machine, switches.converged(machine, new Form(body)));
        case SETUP_FAILED -> apply(machine, switches.failed(new Form(body)));
        case ACCEPTANCE -> applyAny(machine, switches.acceptance(machine, new Form(body)));
        case KERNEL,
            RAMDISK,
            TASK,
            IMAGE,
            ANSWER,
            FILE,
            INSTALLER,
            ZTP,
            PROVISION,
            CONFIG_DB,
            SCRIPT ->
            throw new IllegalStateException(part + " is fetched, not reported");
      };
    } catch (IllegalArgumentException | tools.jackson.core.JacksonException e) {
      return Optional.of(Refusal.unreadable("unreadable report: " + e.getMessage()));
    }
  }

  private Optional<Refusal> hardware(Machine machine, HardwareReport report) {
    Optional<Refusal> refusal = apply(machine, new Event.HardwareReported(report.hardware()));
    if (refusal.isEmpty()) {
      report
          .omitted()
          .forEach(why -> inventory.note(machine, Observation.of(Observation.Kind.LOG, why)));
    }
    return refusal;
  }

  private Optional<Refusal> progress(Machine machine, Form form) {
    String step = form.required("step");
    boolean counted = form.value("done").isPresent();
    Observation seen =
        counted
            ? bytes(step, form)
            : new Observation(Observation.Kind.PROGRESS, step, Map.of("step", step));
    if (machine.state() == State.INSTALLING) {
      inventory.note(machine, seen.showing(counted ? Sign.IMAGE_PROGRESS : Sign.INSTALLER_STEP));
    } else {
      inventory.noteAgain(machine, seen.showing(Sign.TASK_PROGRESS));
    }
    return Optional.empty();
  }

  private static Observation bytes(String step, Form form) {
    long done = form.number("done");
    long total = form.number("total");
    String text = "%s: %d of %d MiB".formatted(step, done >> 20, total >> 20);
    return new Observation(
        Observation.Kind.PROGRESS, text, Map.of("step", step, "done", done, "total", total));
  }

  private Optional<Refusal> installed(Machine machine, Form form) {
    long seconds = form.number("seconds");
    if (machine.kind() == Machine.Kind.SWITCH) {
      return apply(machine, new Event.Installed("", form.required("root_disk"), seconds));
    }
    return apply(
        machine,
        new Event.Installed(
            hostKey(form), form.required("root_disk"), seconds, address(form.value("address"))));
  }

  private static String hostKey(Form form) {
    String hostKey = form.required("host_key").strip();
    if (!hostKey.matches("ssh-ed25519 [A-Za-z0-9+/]+={0,2}( .*)?")) {
      throw new IllegalArgumentException("host_key is not an ssh-ed25519 public key");
    }
    return hostKey;
  }

  /** Each boot of a rescue system makes a host key; that is all it has to tell. */
  private Optional<Refusal> rescued(Machine machine, Form form) {
    String hostKey = HostKeys.withoutComment(hostKey(form));
    boolean known =
        machine.state() == State.RESCUE
            && inventory
                .last(machine, Upkeep.RescueStarted.class)
                .filter(entry -> hostKey.equals(entry.facts().get("hostKey")))
                .isPresent();
    String address = machine.address().map(Ipv6::text).orElseThrow();
    return known
        ? Optional.empty()
        : apply(machine, new Upkeep.RescueStarted(address, hostKey, HostKeys.fingerprint(hostKey)));
  }

  private static String address(Optional<String> told) {
    return told.filter(text -> !text.isEmpty())
        .map(text -> Ipv6.text(InetAddress.ofLiteral(text)))
        .orElse("");
  }

  /** The entry is the certificate of the wipe. */
  private Optional<Refusal> wiped(Machine machine, Form form) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String name : List.of("disk", "model", "serial", "wwn", "method")) {
      facts.put(name, printable(form.required(name)));
    }
    for (String name : List.of("bytes", "samples", "seconds")) {
      facts.put(name, form.number(name));
    }
    inventory.note(
        machine,
        new Observation(
            Observation.Kind.WIPE,
            "disk %s (%s, serial '%s', %d bytes) %s in %d s; %d samples of it read as zeros"
                .formatted(
                    facts.get("disk"),
                    facts.get("model"),
                    facts.get("serial"),
                    form.number("bytes"),
                    facts.get("method"),
                    form.number("seconds"),
                    form.number("samples")),
            facts));
    return Optional.empty();
  }

  private static List<String> printable(Stream<String> lines) {
    return lines.map(Reports::printable).toList();
  }

  private static String printable(String text) {
    String clean = text.replaceAll("[^ -~]", "").strip();
    return clean.substring(0, Math.min(128, clean.length()));
  }

  private Optional<Refusal> failed(Machine machine, Form form) {
    String step = form.required("step");
    String cause = form.required("cause");
    String log = form.value("log").orElse("");
    logs.keep(machine, Source.INSTALLER, log);
    return apply(
        machine,
        switch (machine.state()) {
          case INSPECTING ->
              new Event.InspectFailed(step + ": " + cause, code(form, CauseCode.INSPECTION_FAILED));
          case TESTING -> new Event.TestsFailed(Optional.empty(), cause, CauseCode.TESTS_FAILED);
          case WIPING -> new Event.WipeFailed(cause, tail(log), code(form, CauseCode.WIPE_FAILED));
          case RESCUING, RESCUE ->
              new Event.RescueFailed(cause, tail(log), code(form, CauseCode.RESCUE_FAILED));
          default ->
              new Event.InstallFailed(step, cause, tail(log), code(form, CauseCode.INSTALL_FAILED));
        });
  }

  /** The code that the scripts of ours name; what others name is taken for a plain failure. */
  private static CauseCode code(Form form, CauseCode plain) {
    String told = form.value("code").orElse("");
    return TOLD.stream().filter(code -> code.name().equals(told)).findFirst().orElse(plain);
  }

  private Optional<Refusal> applyAny(Machine machine, Optional<Event> event) {
    return event.flatMap(known -> apply(machine, known));
  }

  private Optional<Refusal> apply(Machine machine, Event event) {
    return switch (inventory.apply(machine, event)) {
      case Outcome.Applied _ -> Optional.empty();
      case Outcome.Refused refused -> Optional.of(Refusal.conflict(refused.reason()));
      case Outcome.Taken taken -> Optional.of(Refusal.conflict(taken.reason()));
      case Outcome.Stale(var current) ->
          Optional.of(Refusal.conflict(current.label() + " is " + current.state() + " by now"));
    };
  }

  static String tail(String log) {
    return log.length() <= LOG_LIMIT ? log : log.substring(log.length() - LOG_LIMIT);
  }
}
