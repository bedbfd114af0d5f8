package org.edgeztp.server.http;

import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.assets.LocalDiskScript;
import org.edgeztp.assets.RamdiskScript;
import org.edgeztp.assets.RefusedScript;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Architecture;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/**
 * {@code /boot/}: the boot programs, which are no secret, and each machine's own iPXE script.
 *
 * <p>iPXE shows nothing of an HTTP error's body, so a refused script is a script that shows why.
 */
final class BootHandler extends Handler.Wrapper {
  private static final String SCRIPT_SUFFIX = ".ipxe";
  private static final MacAddress NOBODY = new MacAddress("00:00:00:00:00:00");

  private final Boot boot;
  private final Inventory inventory;
  private final Templates templates;
  private final AssetFiles files;
  private final String base;

  /**
   * @param base URL of the device plane, without a trailing slash
   */
  BootHandler(Boot boot, Inventory inventory, Templates templates, AssetFiles files, String base) {
    this.boot = boot;
    this.inventory = inventory;
    this.templates = templates;
    this.files = files;
    setHandler(files);
    this.base = base;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String name = DeviceResponses.rest(request);
    if (name.endsWith(SCRIPT_SUFFIX)) {
      return script(name, request, response, callback);
    }
    for (BootFile file : BootFile.values()) {
      if (file.fileName().equals(name)) {
        return files.send(name, request, response, callback);
      }
    }
    return DeviceResponses.refuse(
        response, callback, Refusal.notFound("no boot program '" + name + "'"));
  }

  private boolean script(String name, Request request, Response response, Callback callback) {
    InetAddress client = DeviceResponses.client(request);
    return DeviceResponses.text(response, callback, "text/plain", scriptFor(name, client));
  }

  private String scriptFor(String name, InetAddress client) {
    MacAddress mac;
    try {
      mac = MacAddress.parse(name.substring(0, name.length() - SCRIPT_SUFFIX.length()));
    } catch (IllegalArgumentException e) {
      return refused(NOBODY, "the script's name holds no MAC address");
    }
    Optional<Machine> machine = inventory.find(mac);
    if (machine.isEmpty()) {
      return refused(mac, "no machine has the address " + mac);
    }
    if (!machine.get().isAt(client)) {
      String reason = "the script of " + mac + " is not for " + Ipv6.text(client);
      inventory.note(machine.get(), Observation.of(Observation.Kind.REFUSED, reason));
      return refused(mac, reason);
    }
    return scriptFor(machine.get());
  }

  private String scriptFor(Machine machine) {
    var client = new Client(machine.mac(), Optional.empty(), Firmware.IPXE, Architecture.UNKNOWN);
    BootTarget target = boot.plan(machine, client);
    inventory.note(
        machine, Observation.of(Observation.Kind.HTTP, "fetched its boot script: " + target.why()));
    return switch (target) {
      case BootTarget.Ramdisk(var token, var why) ->
          templates.ramdiskScript(
              new RamdiskScript(
                  base + "/run/" + token.text(), machine.mac().value(), sentence(machine, why)));
      case BootTarget.LocalDisk(var why) ->
          templates.localDiskScript(new LocalDiskScript(base, sentence(machine, why)));
      case BootTarget.Nothing(var why) -> refused(machine.mac(), sentence(machine, why));
      case BootTarget.Chainload _,
          BootTarget.HttpBoot _,
          BootTarget.OnieInstaller _,
          BootTarget.Provisioning _ ->
          throw new IllegalStateException("iPXE is never sent to another boot program");
    };
  }

  private String refused(MacAddress mac, String why) {
    return templates.refusedScript(new RefusedScript(mac.value(), why));
  }

  private static String sentence(Machine machine, String why) {
    return machine.label() + ": " + why;
  }
}
