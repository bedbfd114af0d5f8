package org.edgeztp.server.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.OnieNames;
import org.edgeztp.server.boot.Refusal;

/**
 * The names that ONIE tries on every server it hears of, at the root: who asks is known by the
 * address it has leased. Each is answered at once, as ONIE gives a server up that lets it wait.
 */
final class OnieDoor extends Handler.Abstract {
  private final Function<InetAddress, Optional<Machine>> machines;
  private final Boot boot;
  private final OnieInstall install;

  OnieDoor(Function<InetAddress, Optional<Machine>> machines, Boot boot, OnieInstall install) {
    this.machines = machines;
    this.boot = boot;
    this.install = install;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!OnieNames.isOne(Request.getPathInContext(request))) {
      return false;
    }
    InetAddress client = DeviceResponses.client(request);
    Optional<Machine> machine = machines.apply(client);
    if (machine.isEmpty()) {
      return DeviceResponses.refuse(
          response,
          callback,
          Refusal.notFound(Ipv6.text(client) + " has no lease of a known machine"));
    }
    return switch (install.answer(machine.get(), request)) {
      case OnieInstall.Answer.Script(var text) ->
          DeviceResponses.text(response, callback, "text/x-shellscript;charset=utf-8", text);
      case OnieInstall.Answer.Not(var refusal) -> {
        boot.declined(machine.get(), "ONIE's names by HTTP: " + refusal.reason());
        yield DeviceResponses.refuse(response, callback, refusal);
      }
    };
  }
}
