package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.RESCUE;
import static org.edgeztp.inventory.machine.State.RESCUING;
import static org.edgeztp.inventory.machine.State.TESTING;
import static org.edgeztp.inventory.machine.State.WIPING;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.boot.Access;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootToken;
import org.edgeztp.server.boot.Refusal;
import org.edgeztp.server.boot.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /run/TOKEN/PART} and {@code /run/TOKEN/file/NAME}: everything of a run, given to the
 * machine that the token is bound to, in the states in which it may have it.
 */
final class RunHandler extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(RunHandler.class);

  private static final Set<State> TASKED =
      EnumSet.of(INSPECTING, TESTING, BOOTING, WIPING, RESCUING, RESCUE);

  private final Boot boot;
  private final Inventory inventory;
  private final Tokens tokens;
  private final Tasks tasks;
  private final Installations installations;
  private final Reports reports;
  private final SwitchRun switches;
  private final AssetFiles files;

  RunHandler(
      Boot boot,
      Inventory inventory,
      Tokens tokens,
      Tasks tasks,
      Installations installations,
      Reports reports,
      SwitchRun switches,
      AssetFiles files) {
    this.boot = boot;
    this.inventory = inventory;
    this.tokens = tokens;
    this.tasks = tasks;
    this.installations = installations;
    this.reports = reports;
    this.switches = switches;
    this.files = files;
    setHandler(files);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Asked> asked = Asked.of(DeviceResponses.rest(request));
    if (asked.isEmpty()) {
      return DeviceResponses.refuse(response, callback, Refusal.notFound("a run has no such part"));
    }
    Optional<BootToken> token = tokens.verify(asked.get().token());
    Optional<Machine> machine = token.flatMap(known -> inventory.find(known.machine()));
    if (machine.isEmpty()) {
      log.warn("{} shows a boot token that is not ours", DeviceResponses.client(request));
      return DeviceResponses.refuse(
          response, callback, Refusal.forbidden("this boot token was not made by this server"));
    }
    Optional<Refusal> refusal =
        Access.refusal(
            machine.get(),
            token.orElseThrow(),
            asked.get().part(),
            DeviceResponses.client(request));
    if (refusal.isPresent()) {
      return refuse(machine.get(), asked.get().part(), refusal.get(), response, callback);
    }
    return give(machine.get(), token.get(), asked.get(), request, response, callback);
  }

  private boolean give(
      Machine machine,
      BootToken token,
      Asked asked,
      Request request,
      Response response,
      Callback callback)
      throws Exception {
    Access.Part part = asked.part();
    return switch (part) {
      case KERNEL -> file(machine, boot.ramdisk(machine).kernel(), request, response, callback);
      case RAMDISK -> file(machine, boot.ramdisk(machine).archive(), request, response, callback);
      case IMAGE -> file(machine, tasks.image(machine), request, response, callback);
      case TASK -> task(machine, request, response, callback);
      case ANSWER -> vendorAnswer(machine, token, asked.name(), request, response, callback);
      case FILE -> {
        Optional<String> name = installations.file(machine, asked.name());
        yield name.isPresent()
            ? file(machine, name.get(), request, response, callback)
            : refuse(machine, part, noSuch(asked.name()), response, callback);
      }
      case INSTALLER ->
          answer(machine, part, switches.installer(machine, request), response, callback);
      case ZTP -> answer(machine, part, switches.ztp(machine, request), response, callback);
      case PROVISION ->
          answer(machine, part, switches.provision(machine, request), response, callback);
      case CONFIG_DB -> answer(machine, part, switches.configDb(machine), response, callback);
      case SCRIPT -> answer(machine, part, switches.script(machine), response, callback);
      case HARDWARE,
          TESTED,
          STARTED,
          PROGRESS,
          INSTALLED,
          FAILED,
          WIPING,
          WIPED_DISK,
          WIPED,
          RESCUED,
          LOG,
          SECTION,
          SETUP_FAILED,
          CONVERGED,
          ACCEPTANCE -> {
        if (!request.getMethod().equals("POST")) {
          yield DeviceResponses.refuse(
              response, callback, new Refusal(405, "reports are sent with POST"));
        }
        Optional<String> body = DeviceResponses.body(request, Reports.LIMIT);
        Optional<Refusal> refusal =
            body.isPresent()
                ? reports.take(machine, part, body.get())
                : Optional.of(Refusal.tooLong(Reports.LIMIT));
        yield refusal.isPresent()
            ? refuse(machine, part, refusal.get(), response, callback)
            : DeviceResponses.noContent(response, callback);
      }
    };
  }

  private boolean answer(
      Machine machine,
      Access.Part part,
      SwitchRun.Answer answer,
      Response response,
      Callback callback) {
    return switch (answer) {
      case SwitchRun.Answer.Text(var type, var body) ->
          DeviceResponses.text(response, callback, type, body);
      case SwitchRun.Answer.Not(var refusal) -> refuse(machine, part, refusal, response, callback);
    };
  }

  /** What an installer asks for, as often as it asks: only its start uses the token up. */
  private boolean vendorAnswer(
      Machine machine,
      BootToken token,
      String name,
      Request request,
      Response response,
      Callback callback) {
    Optional<String> answer =
        installations.answer(machine, token, name, DeviceResponses.base(request));
    if (answer.isEmpty()) {
      return refuse(machine, Access.Part.ANSWER, noSuch(name), response, callback);
    }
    inventory.note(machine, Observation.of(Observation.Kind.HTTP, "its installer fetches " + name));
    return DeviceResponses.text(response, callback, "text/plain;charset=utf-8", answer.get());
  }

  private static Refusal noSuch(String name) {
    return Refusal.notFound("the machine's installer has no " + name);
  }

  /** The machine's task; waits a while for a machine that has none yet. */
  private boolean task(Machine machine, Request request, Response response, Callback callback)
      throws InterruptedException {
    Machine ready = tasks.awaitTurn(machine);
    if (!TASKED.contains(ready.state())) {
      return DeviceResponses.noContent(response, callback);
    }
    inventory.note(
        ready,
        Observation.of(Observation.Kind.HTTP, "its ramdisk runs and fetched its task")
            .showing(Sign.TASK_SENT));
    return DeviceResponses.text(
        response,
        callback,
        "text/x-shellscript;charset=utf-8",
        tasks.script(ready, DeviceResponses.base(request)));
  }

  private boolean file(
      Machine machine, String name, Request request, Response response, Callback callback)
      throws Exception {
    if (request.getHeaders().get("Range") == null) {
      inventory.note(
          machine,
          Observation.of(Observation.Kind.HTTP, "fetches " + name).showing(Sign.KERNEL_SENT));
    }
    return files.send(name, request, response, callback);
  }

  private boolean refuse(
      Machine machine, Access.Part part, Refusal refusal, Response response, Callback callback) {
    if (part == Access.Part.RESCUED && refusal.isGone()) {
      inventory.note(machine, Observation.of(Observation.Kind.HTTP, "its rescue system ends"));
      return DeviceResponses.refuse(response, callback, refusal);
    }
    log.warn("{}: {} refused: {}", machine.label(), part, refusal.reason());
    var refused = Observation.of(Observation.Kind.REFUSED, part + ": " + refusal.reason());
    inventory.note(machine, refusal.isOfToken() ? refused.showing(Sign.TOKEN_REFUSED) : refused);
    return DeviceResponses.refuse(response, callback, refusal);
  }
}
