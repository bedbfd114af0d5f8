package org.edgeztp.server.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.Refusal;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.runlog.LogKeeper;

/** Every route that machines are served on. */
public final class DevicePlane {
  /** iPXE on a CD, which management controllers fetch for machines. */
  public static final String MEDIUM = "ipxe.iso";

  private DevicePlane() {}

  /**
   * Puts the rooms together.
   *
   * @param switches what is made for switches
   * @param machines who has an address leased
   * @param repository serves {@code /mirror/} and {@code /artifacts/}, {@code /v2/}, and nothing
   *     else
   * @param logs keeps what machines wrote
   */
  public static Handler handler(
      Boot boot,
      Inventory inventory,
      Tokens tokens,
      Supplier<Served> served,
      Site site,
      Scripts scripts,
      Installations installations,
      SwitchScripts switches,
      Function<InetAddress, Optional<Machine>> machines,
      Handler repository,
      LogKeeper logs) {
    var tasks = new Tasks(inventory, new Templates(), served, installations, site);
    var onie = new OnieInstall(boot, inventory, tasks, switches);
    return new Handler.Sequence(
        repository,
        new OnieDoor(machines, boot, onie),
        new ContextHandlerCollection(
            context(
                "/boot",
                new BootHandler(boot, inventory, scripts, AssetFiles.of(served.get()), machines)),
            context("/grub", new GrubHandler(scripts, machines)),
            context(
                "/run",
                new RunHandler(
                    boot,
                    inventory,
                    tokens,
                    tasks,
                    installations,
                    new Reports(inventory, logs),
                    new SwitchRun(boot, inventory, switches, onie),
                    AssetFiles.of(served.get())))),
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
          Refusal.notFound(
              "machines are served at /boot/, /grub/, /run/, /mirror/, /artifacts/ and /v2/"));
    }
  }
}
