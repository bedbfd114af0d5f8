package org.edgeztp.server.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.Refusal;

/**
 * {@code /boot/}: the boot programs and the CD of iPXE, which are no secret, and each machine's own
 * iPXE script.
 */
final class BootHandler extends Handler.Wrapper {
  private static final String SCRIPT_SUFFIX = ".ipxe";
  private static final String AUTOEXEC = "autoexec.ipxe";

  private final Boot boot;
  private final Inventory inventory;
  private final Scripts scripts;
  private final AssetFiles files;
  private final Function<InetAddress, Optional<Machine>> machines;

  /**
   * @param machines who has an address leased
   */
  BootHandler(
      Boot boot,
      Inventory inventory,
      Scripts scripts,
      AssetFiles files,
      Function<InetAddress, Optional<Machine>> machines) {
    this.boot = boot;
    this.inventory = inventory;
    this.scripts = scripts;
    this.files = files;
    this.machines = machines;
    setHandler(files);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String name = DeviceResponses.rest(request);
    if (name.equals(AUTOEXEC)) {
      return DeviceResponses.text(
          response, callback, "text/plain", scripts.autoexec(DeviceResponses.base(request)));
    }
    if (name.endsWith(SCRIPT_SUFFIX)) {
      String script =
          scriptFor(name, DeviceResponses.client(request), DeviceResponses.base(request));
      return DeviceResponses.text(response, callback, "text/plain", script);
    }
    if (name.equals(DevicePlane.MEDIUM)) {
      return files.send(name, request, response, callback);
    }
    Optional<BootFile> program = BootFile.named(name);
    if (program.isEmpty()) {
      return DeviceResponses.refuse(
          response, callback, Refusal.notFound("no boot program '" + name + "'"));
    }
    machines
        .apply(DeviceResponses.client(request))
        .ifPresent(machine -> fetched(machine, program.get(), request));
    return files.send(name, request, response, callback);
  }

  /** Firmware asks how long a program is before it fetches it. */
  private void fetched(Machine machine, BootFile program, Request request) {
    if (HttpMethod.GET.is(request.getMethod())) {
      String text = "fetches " + program.fileName();
      Sign sign =
          program.architecture() == machine.architecture() ? Sign.FILE_SENT : Sign.WRONG_FILE;
      inventory.note(machine, Observation.of(Observation.Kind.HTTP, text).showing(sign));
    }
    boot.fetched(machine, program);
  }

  private String scriptFor(String name, InetAddress client, String base) {
    MacAddress mac;
    try {
      mac = MacAddress.parse(name.substring(0, name.length() - SCRIPT_SUFFIX.length()));
    } catch (IllegalArgumentException e) {
      return scripts.refused(Scripts.NOBODY, "the script's name holds no MAC address");
    }
    Optional<Machine> machine = inventory.find(mac);
    if (machine.isEmpty()) {
      return scripts.refused(mac, "no machine has the address " + mac);
    }
    if (!machine.get().isAt(client)) {
      String reason = "the script of " + mac + " is not for " + Ipv6.text(client);
      inventory.noteOnce(
          machine.get(),
          Observation.of(Observation.Kind.REFUSED, reason).showing(Sign.TOKEN_REFUSED));
      return scripts.refused(mac, reason);
    }
    return scripts.ipxe(machine.get(), base);
  }
}
