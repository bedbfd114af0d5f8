package org.edgeztp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.boot.Admission;
import org.edgeztp.server.boot.Announced;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.boot.Stock;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.dhcp.Waist;
import org.edgeztp.server.http.DevicePlane;
import org.edgeztp.server.http.Installations;
import org.edgeztp.server.http.Scripts;
import org.edgeztp.server.http.Served;
import org.edgeztp.server.http.Site;
import org.edgeztp.server.http.SwitchScripts;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.tftp.BootScripts;
import org.edgeztp.server.tftp.PlannedFiles;

/** What machines are answered, put together once for serving and for rehearsals. */
record BootPlane(
    Inventory inventory,
    Whereabouts whereabouts,
    Tokens tokens,
    Supplier<Served> served,
    Site site,
    Intake intake,
    Boot boot,
    Scripts scripts,
    Installations installations,
    SwitchScripts switches) {
  static BootPlane of(
      Config config,
      Supplier<Served> served,
      Site site,
      Whereabouts whereabouts,
      Tokens tokens,
      Announced announced) {
    Inventory inventory = whereabouts.inventory();
    var intake = new Intake(inventory, admission(config, inventory), announced);
    Stock stock = Stock.of(served.get().manifest().files().keySet());
    var boot = new Boot(inventory, intake, tokens, stock, config.site());
    var templates = new Templates();
    var installations =
        new Installations(inventory, templates, () -> served.get().bootables(), site);
    return new BootPlane(
        inventory,
        whereabouts,
        tokens,
        served,
        site,
        intake,
        boot,
        new Scripts(boot, inventory, templates, installations),
        installations,
        new SwitchScripts(inventory, tokens, () -> served.get().bootables()));
  }

  private static Admission admission(Config config, Inventory inventory) {
    NetworkPlan networks = NetworkPlan.of(config.networks());
    return new Admission(
        config.admission(),
        config.capacity().image(),
        config.capacity().link(),
        machine -> inventory.profileOf(machine).map(Profile::image),
        machine -> Optional.of(networks.of(machine).networkInterface()));
  }

  Waist waist() {
    return new BootWaist(boot);
  }

  Handler http(Handler repository, LogKeeper logs) {
    return DevicePlane.handler(
        boot,
        inventory,
        tokens,
        served,
        site,
        scripts,
        installations,
        switches,
        whereabouts::machineAt,
        repository,
        logs);
  }

  /**
   * What is read by TFTP from one of the server's addresses.
   *
   * @throws IOException when a boot program cannot be read
   */
  PlannedFiles tftp(InetAddress address) throws IOException {
    return new PlannedFiles(
        boot,
        tokens,
        tftpScripts("http://" + Ipv6.host(address)),
        whereabouts::machineAt,
        served.get().folder());
  }

  private BootScripts tftpScripts(String base) {
    return new BootScripts() {
      @Override
      public String grub(Machine machine) {
        return scripts.grub(machine, base);
      }

      @Override
      public String autoexec() {
        return scripts.autoexec(base);
      }

      @Override
      public String installer(Machine machine) {
        return switches.installer(machine, base);
      }
    };
  }
}
