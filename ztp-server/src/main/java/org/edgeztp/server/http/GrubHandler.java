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
import org.edgeztp.server.boot.Refusal;

/**
 * {@code /grub/}: what the signed GRUB asks for when UEFI HTTP boot loaded it. It knows no name of
 * its machine, so its address tells who asks.
 */
final class GrubHandler extends Handler.Abstract {
  private final Scripts scripts;
  private final Function<InetAddress, Optional<Machine>> machines;

  /**
   * @param machines who has an address leased
   */
  GrubHandler(Scripts scripts, Function<InetAddress, Optional<Machine>> machines) {
    this.scripts = scripts;
    this.machines = machines;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!DeviceResponses.rest(request).endsWith("grub.cfg")) {
      return DeviceResponses.refuse(
          response, callback, Refusal.notFound("this GRUB has all its modules built in"));
    }
    InetAddress client = DeviceResponses.client(request);
    String script =
        machines
            .apply(client)
            .map(machine -> scripts.grub(machine, DeviceResponses.base(request)))
            .orElseGet(
                () -> scripts.refusedGrub(Ipv6.text(client) + " has no lease of a known machine"));
    return DeviceResponses.text(response, callback, "text/plain", script);
  }
}
