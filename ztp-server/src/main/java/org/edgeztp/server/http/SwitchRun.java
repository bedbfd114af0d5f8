package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.INSTALLED;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.Refusal;

/** What a switch fetches in its run, once it may have it. */
final class SwitchRun {
  /** Text for the switch, or why there is none. */
  sealed interface Answer {
    record Text(String type, String body) implements Answer {}

    record Not(Refusal refusal) implements Answer {}
  }

  private static final String SCRIPT = "text/x-shellscript;charset=utf-8";
  private static final String JSON = "application/json";

  private final Boot boot;
  private final Inventory inventory;
  private final SwitchScripts scripts;
  private final OnieInstall install;

  SwitchRun(Boot boot, Inventory inventory, SwitchScripts scripts, OnieInstall install) {
    this.boot = boot;
    this.inventory = inventory;
    this.scripts = scripts;
    this.install = install;
  }

  Answer installer(Machine machine, Request request) throws InterruptedException {
    return switch (install.answer(machine, request)) {
      case OnieInstall.Answer.Script(var text) -> new Answer.Text(SCRIPT, text);
      case OnieInstall.Answer.Not(var refusal) -> new Answer.Not(refusal);
    };
  }

  /** SONiC's JSON: that it is asked for shows that the installed system runs. */
  Answer ztp(Machine machine, Request request) {
    Optional<Refusal> refusal = started(machine, SystemRequest.of(request.getHeaders()));
    return refusal
        .<Answer>map(Answer.Not::new)
        .orElseGet(
            () -> new Answer.Text(JSON, scripts.ztp(machine, DeviceResponses.base(request))));
  }

  /** The script: the first that other systems ask for, and a later section of SONiC's. */
  Answer provision(Machine machine, Request request) {
    Optional<Refusal> refusal = started(machine, SystemRequest.of(request.getHeaders()));
    return refusal
        .<Answer>map(Answer.Not::new)
        .orElseGet(() ->
            new Answer.Text(SCRIPT, scripts.provision(machine, DeviceResponses.base(request))));
  }

  Answer configDb(Machine machine) throws IOException {
    return file(machine, scripts.configDb(machine), JSON, "a configuration for SONiC");
  }

  Answer script(Machine machine) throws IOException {
    return file(machine, scripts.script(machine), SCRIPT, "a script");
  }

  private Answer file(Machine machine, Optional<String> text, String type, String what) {
    if (text.isEmpty()) {
      return new Answer.Not(
          Refusal.notFound("the profile of " + machine.label() + " has not " + what));
    }
    inventory.note(machine, Observation.of(Observation.Kind.HTTP, "fetches " + what));
    return new Answer.Text(type, text.get());
  }

  private Optional<Refusal> started(Machine machine, SystemRequest request) {
    Optional<String> conflict = boot.conflict(request.client(machine.mac()), Optional.of(machine));
    if (conflict.isPresent()) {
      return conflict.map(Refusal::forbidden);
    }
    if (machine.state() == INSTALLED) {
      inventory.apply(machine, new Event.SystemStarted(request.system()));
    }
    return Optional.empty();
  }
}
