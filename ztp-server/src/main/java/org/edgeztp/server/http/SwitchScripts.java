package org.edgeztp.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.SwitchInstaller;
import org.edgeztp.assets.SwitchSetup;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.boot.Tokens;

/** What a switch is given to run and to read, made for its run. */
public final class SwitchScripts {
  private final Inventory inventory;
  private final Tokens tokens;
  private final Supplier<Map<String, Bootable>> bootables;
  private final Templates templates = new Templates();

  public SwitchScripts(
      Inventory inventory, Tokens tokens, Supplier<Map<String, Bootable>> bootables) {
    this.inventory = inventory;
    this.tokens = tokens;
    this.bootables = bootables;
  }

  /**
   * The installer that ONIE runs: it fetches the profile's image, checks it and runs it.
   *
   * @param base URL of the device plane as the switch sees it, without a trailing slash
   */
  public String installer(Machine machine, String base) {
    String name = profile(machine).image();
    Bootable bootable = bootables.get().get(name);
    if (bootable == null) {
      throw new IllegalStateException(
          "profile of %s installs '%s'; added are %s"
              .formatted(machine.label(), name, bootables.get().keySet()));
    }
    Manifest.Content image =
        Objects.requireNonNull(bootable.files().get(Bootable.ONIE_INSTALLER), name);
    return templates.switchInstaller(
        new SwitchInstaller(run(machine, base), name, image.size(), image.sha256()));
  }

  /** SONiC's JSON. */
  String ztp(Machine machine, String base) {
    return templates.sonicProvisioning(setup(machine, base));
  }

  /** The script that reports how the setup went. */
  String provision(Machine machine, String base) {
    return templates.switchProvisioning(setup(machine, base));
  }

  /** The operator's configuration for this machine; empty where the profile has none. */
  Optional<String> configDb(Machine machine) throws IOException {
    return file(machine, Profile.Ztp::configDb);
  }

  /** The operator's script for this machine; empty where the profile has none. */
  Optional<String> script(Machine machine) throws IOException {
    return file(machine, Profile.Ztp::script);
  }

  private SwitchSetup setup(Machine machine, String base) {
    Optional<Profile.Ztp> ztp = profile(machine).ztp();
    return new SwitchSetup(
        run(machine, base),
        machine.label(),
        ztp.flatMap(Profile.Ztp::configDb).isPresent(),
        ztp.flatMap(Profile.Ztp::script).isPresent());
  }

  private Optional<String> file(Machine machine, Function<Profile.Ztp, Optional<Path>> which)
      throws IOException {
    Optional<Path> file = profile(machine).ztp().flatMap(which);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(filled(Files.readString(file.get()), machine));
  }

  private static String filled(String text, Machine machine) {
    return text.replace("{hostname}", machine.label())
        .replace("{mac}", machine.mac().value())
        .replace("{serial}", machine.serial().orElse(""))
        .replace("{address}", machine.address().map(InetAddress::getHostAddress).orElse(""));
  }

  private String run(Machine machine, String base) {
    return base + "/run/" + tokens.of(machine).text();
  }

  private Profile profile(Machine machine) {
    return inventory
        .profileOf(machine)
        .orElseThrow(() -> new IllegalStateException(machine.label() + " has no known profile"));
  }
}
