package org.edgeztp.server.http;

import java.util.Optional;
import org.edgeztp.assets.InstallerKind;
import org.edgeztp.assets.LocalDiskScript;
import org.edgeztp.assets.RamdiskScript;
import org.edgeztp.assets.RefusedScript;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Firmware;

/** The scripts of machines, in the languages of iPXE and GRUB; a refusal is a script as well. */
public final class Scripts {
  static final MacAddress NOBODY = new MacAddress("00:00:00:00:00:00");

  private final Boot boot;
  private final Inventory inventory;
  private final Templates templates;
  private final Installations installations;

  public Scripts(Boot boot, Inventory inventory, Templates templates, Installations installations) {
    this.boot = boot;
    this.inventory = inventory;
    this.templates = templates;
    this.installations = installations;
  }

  /** What iPXE on the machine does. Counts as a boot of it. */
  String ipxe(Machine machine, String base) {
    BootTarget target = told(machine, Firmware.IPXE);
    return switch (target) {
      case BootTarget.Ramdisk ramdisk -> started(machine, ramdisk, base);
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

  /** What the signed GRUB on the machine does. Counts as a boot of it. */
  public String grub(Machine machine, String base) {
    BootTarget target = told(machine, Firmware.GRUB);
    return switch (target) {
      case BootTarget.Ramdisk ramdisk ->
          installations.kindOf(machine).isPresent()
              ? templates.installerGrub(sentence(machine, ramdisk.why()))
              : templates.ramdiskGrub(ramdisk(machine, ramdisk, base));
      case BootTarget.LocalDisk(var why) -> templates.localDiskGrub(sentence(machine, why));
      case BootTarget.Nothing(var why) ->
          templates.refusedGrub(new RefusedScript(machine.mac().value(), sentence(machine, why)));
      case BootTarget.Chainload _,
          BootTarget.HttpBoot _,
          BootTarget.OnieInstaller _,
          BootTarget.Provisioning _ ->
          throw new IllegalStateException("GRUB is never sent to another boot program");
    };
  }

  /** What iPXE does before it does anything else: ask for the script of its machine. */
  public String autoexec(String base) {
    return templates.autoexecScript(base);
  }

  /** A script that shows a reason, because iPXE shows nothing of an HTTP error's body. */
  String refused(MacAddress mac, String why) {
    return templates.refusedScript(new RefusedScript(mac.value(), why));
  }

  /** The same for a GRUB whose machine is not known. */
  String refusedGrub(String why) {
    return templates.refusedGrub(new RefusedScript(NOBODY.value(), why));
  }

  private BootTarget told(Machine machine, Firmware reader) {
    BootTarget target = boot.script(machine, reader);
    String text =
        reader == Firmware.GRUB ? "GRUB fetched its configuration" : "fetched its boot script";
    Sign sign = target instanceof BootTarget.Ramdisk ? Sign.SCRIPT_SENT : Sign.SENT_TO_DISK;
    inventory.note(
        machine, Observation.of(Observation.Kind.HTTP, text + ": " + target.why()).showing(sign));
    return target;
  }

  /** The ramdisk, or the installer that the machine's profile names in its place. */
  private String started(Machine machine, BootTarget.Ramdisk ramdisk, String base) {
    Optional<InstallerKind> kind = installations.kindOf(machine);
    if (kind.isEmpty()) {
      return templates.ramdiskScript(ramdisk(machine, ramdisk, base));
    }
    Optional<String> obstacle = installations.obstacle(machine);
    if (obstacle.isPresent()) {
      inventory.apply(
          machine, new Event.InstallFailed("kernel", obstacle.get(), "", CauseCode.INSTALL_FAILED));
      return refused(machine.mac(), sentence(machine, obstacle.get()));
    }
    return installations.script(
        kind.get(), machine, ramdisk.token(), base, sentence(machine, ramdisk.why()));
  }

  private RamdiskScript ramdisk(Machine machine, BootTarget.Ramdisk target, String base) {
    return new RamdiskScript(
        base,
        "/run/" + target.token().text(),
        machine.mac().value(),
        machine.architecture() == Architecture.ARM64_UEFI,
        sentence(machine, target.why()));
  }

  private static String sentence(Machine machine, String why) {
    return machine.label() + ": " + why;
  }
}
