package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.BOOTING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.edgeztp.assets.AnswerFile;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Installation;
import org.edgeztp.assets.InstallerKind;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.boot.BootToken;
import org.edgeztp.server.boot.Ramdisk;

/** What a machine is given that is installed by something with a kernel of its own. */
public final class Installations {
  private final Inventory inventory;
  private final Templates templates;
  private final Supplier<Map<String, Bootable>> bootables;
  private final Site site;

  /** Installs what is bootable, by its name. */
  public Installations(
      Inventory inventory,
      Templates templates,
      Supplier<Map<String, Bootable>> bootables,
      Site site) {
    this.inventory = inventory;
    this.templates = templates;
    this.bootables = bootables;
    this.site = site;
  }

  /** How such a profile installs; empty for one that the ramdisk or a switch installs by itself. */
  public static Optional<InstallerKind> kindOf(Profile profile) {
    return switch (profile.installer()) {
      case IMAGE, ONIE -> Optional.empty();
      case PRESEED -> Optional.of(InstallerKind.PRESEED);
      case AUTOINSTALL -> Optional.of(InstallerKind.AUTOINSTALL);
      case KICKSTART -> Optional.of(InstallerKind.KICKSTART);
      case IGNITION -> Optional.of(InstallerKind.IGNITION);
      case RAMDISK -> Optional.of(InstallerKind.RAMDISK);
    };
  }

  /** How the machine is to be installed now; empty when the ramdisk does it, or nothing does. */
  Optional<InstallerKind> kindOf(Machine machine) {
    return machine.state() == BOOTING
        ? inventory.profileOf(machine).flatMap(Installations::kindOf)
        : Optional.empty();
  }

  /** Why what the machine's profile installs cannot run on it. */
  Optional<String> obstacle(Machine machine) {
    Profile profile = profile(machine);
    return architecture(machine)
        .flatMap(own -> kernel(profile, own).or(() -> site.containers().apply(profile, own)));
  }

  /** Why what the machine's roles shall run there cannot. */
  Optional<String> containers(Machine machine) {
    return architecture(machine).flatMap(own -> site.containers().apply(profile(machine), own));
  }

  private Optional<String> kernel(Profile profile, String own) {
    return bootable(profile)
        .architecture()
        .filter(of -> !own.equals(of))
        .map(of ->
            "profile %s boots '%s', whose kernel is for %s, and this machine is %s"
                .formatted(profile.name(), profile.image(), of, own));
  }

  private static Optional<String> architecture(Machine machine) {
    return Ramdisk.of(machine.architecture()).map(Ramdisk::architecture);
  }

  /**
   * The iPXE script that starts the installer of a machine that is to be installed.
   *
   * @param base URL of the device plane as the machine sees it, without a trailing slash
   */
  String script(InstallerKind kind, Machine machine, BootToken token, String base, String why) {
    return templates.installerScript(kind, installation(machine, token, base), why);
  }

  /** An answer file; empty when the machine's installer asks for no such file. */
  Optional<String> answer(Machine machine, BootToken token, String name, String base) {
    Optional<InstallerKind> kind = kindOf(profile(machine));
    return AnswerFile.named(name)
        .filter(file -> kind.filter(known -> known.asksFor(file)).isPresent())
        .map(file -> templates.answer(file, installation(machine, token, base)));
  }

  /** Where a file of the machine's installer lies in the folder; empty when it has no such file. */
  Optional<String> file(Machine machine, String name) {
    Profile profile = profile(machine);
    return profile.installer() != Profile.Installer.IMAGE && bootable(profile).has(name)
        ? Optional.of(profile.image() + "/" + name)
        : Optional.empty();
  }

  private Installation installation(Machine machine, BootToken token, String base) {
    Profile profile = profile(machine);
    Bootable bootable = bootable(profile);
    return new Installation(
        base + "/run/" + token.text(),
        machine.mac().value(),
        machine.label(),
        profile.kernelOptions(),
        bootable.suite(),
        base + "/mirror",
        bootable.repository(),
        List.of(site.pushKey()),
        site.operator(),
        site.operatorKeys(),
        site.timeServers().apply(machine),
        bootable.has(Bootable.ROOTFS),
        bootable.has(Bootable.DISK_IMAGE));
  }

  private Bootable bootable(Profile profile) {
    return Optional.ofNullable(bootables.get().get(profile.image()))
        .orElseThrow(() ->
            new IllegalStateException(
                "profile %s boots '%s'; added are %s"
                    .formatted(profile.name(), profile.image(), bootables.get().keySet())));
  }

  private Profile profile(Machine machine) {
    return inventory
        .profileOf(machine)
        .orElseThrow(() -> new IllegalStateException(machine.label() + " has no known profile"));
  }
}
