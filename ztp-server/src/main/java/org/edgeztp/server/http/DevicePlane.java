package org.edgeztp.server.http;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.Refusal;
import org.edgeztp.server.boot.Tokens;

/** Every route that machines are served on. */
public final class DevicePlane {
  private DevicePlane() {}

  /**
   * Puts the rooms together.
   *
   * @param folder of the boot assets that the manifest tells of
   * @param switches what is made for switches
   * @param machines who has an address leased
   * @param pushKey public SSH key of the push engine
   * @param mirror serves {@code /mirror/} and nothing else
   */
  public static Handler handler(
      Boot boot,
      Inventory inventory,
      Tokens tokens,
      Path folder,
      Manifest assets,
      Scripts scripts,
      SwitchScripts switches,
      Function<InetAddress, Optional<Machine>> machines,
      String pushKey,
      Handler mirror) {
    var templates = new Templates();
    var tasks = new Tasks(inventory, templates, assets, pushKey);
    var onie = new OnieInstall(boot, inventory, tasks, switches);
    return new Handler.Sequence(
        mirror,
        new OnieDoor(machines, boot, onie),
        new ContextHandlerCollection(
            context(
                "/boot",
                new BootHandler(boot, inventory, scripts, new AssetFiles(folder), machines)),
            context("/grub", new GrubHandler(scripts, machines)),
            context(
                "/run",
                new RunHandler(
                    boot,
                    inventory,
                    tokens,
                    tasks,
                    new Reports(inventory),
                    new SwitchRun(boot, inventory, switches, onie),
                    new AssetFiles(folder)))),
        new Elsewhere());
  }

  private static ContextHandler context(String path, Handler handler) {
    var context = new ContextHandler(handler, path);
    context.setAllowNullPathInContext(true);
    // What UEFI HTTP boot takes for a program.
    context.getMimeTypes().addMimeMapping("efi", "application/efi");
    return context;
  }

  private static final class Elsewhere extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return DeviceResponses.refuse(
          response,
          callback,
          Refusal.notFound("machines are served at /boot/, /grub/, /run/ and /mirror/"));
    }
  }
}
