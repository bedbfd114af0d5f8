package org.edgeztp.inventory.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.inventory.layout.Storage;

/**
 * What a machine shall become.
 *
 * @param installer how the machine gets its operating system
 * @param image what is installed or booted: an image of the boot assets, or what was added to them
 * @param hostname pattern; {@code {mac}}, {@code {serial}} and {@code {id}} stand for the machine's
 * @param roles Chef roles, in the order in which they converge
 * @param attributes Chef node attributes, on top of what the server itself knows
 * @param kernelOptions appended to the installed system's kernel command line
 * @param orchestrator name of the hand-off target
 * @param installWithin deadline of INSTALLING
 * @param convergeWithin deadline of CONVERGING
 * @param storage how an image is laid out on its disks
 * @param network of the system that an image becomes
 * @param users people's accounts on that system
 * @param ztp how the installed system sets itself up; a machine without is converged over SSH
 * @param tests what its hardware has to stand first; a machine without is not tested
 * @param afterSwitch whether a machine converges after the switches that it is plugged into
 */
public record Profile(
    String name,
    Installer installer,
    String image,
    String hostname,
    List<String> roles,
    Map<String, Object> attributes,
    String kernelOptions,
    String orchestrator,
    Duration installWithin,
    Duration convergeWithin,
    Storage storage,
    Links network,
    List<Account> users,
    Optional<Ztp> ztp,
    Optional<HardwareTests> tests,
    boolean afterSwitch) {
  /** Ways to give a machine its operating system. */
  public enum Installer {
    /** The ramdisk writes a ready file system image. */
    IMAGE,
    /** ONIE runs the installer that the image is; for switches and for nothing else. */
    ONIE,
    /** Debian's installer, with a preseed file. */
    PRESEED,
    /** Ubuntu's server installer, with autoinstall. */
    AUTOINSTALL,
    /** Anaconda of the Red Hat family, with a kickstart file. */
    KICKSTART,
    /** Fedora CoreOS or Flatcar, written to the disk by a live system with an Ignition config. */
    IGNITION,
    /** Nothing is written: the system runs from memory and comes over the network at each boot. */
    RAMDISK
  }

  /**
   * What the system on a switch is given when it asks for its provisioning. In both files {@code
   * {hostname}}, {@code {mac}}, {@code {serial}} and {@code {address}} stand for the machine's.
   *
   * @param configDb SONiC's configuration, for its {@code /etc/sonic/config_db.json}
   * @param script run by the system once it is configured
   */
  public record Ztp(Optional<Path> configDb, Optional<Path> script) {}

  public Profile {
    roles = List.copyOf(roles);
    attributes = Map.copyOf(attributes);
    users = List.copyOf(users);
  }

  /** A profile of a machine that is converged over SSH, on the whole of a disk. */
  public Profile(
      String name,
      Installer installer,
      String image,
      String hostname,
      List<String> roles,
      Map<String, Object> attributes,
      String kernelOptions,
      String orchestrator,
      Duration installWithin,
      Duration convergeWithin) {
    this(
        name,
        installer,
        image,
        hostname,
        roles,
        attributes,
        kernelOptions,
        orchestrator,
        installWithin,
        convergeWithin,
        Storage.WHOLE_DISK,
        Links.EVERY_CARD,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** The kind of machine that it can be put on. */
  public Machine.Kind kind() {
    return switch (installer) {
      case IMAGE, PRESEED, AUTOINSTALL, KICKSTART, IGNITION, RAMDISK -> Machine.Kind.SERVER;
      case ONIE -> Machine.Kind.SWITCH;
    };
  }

  /** The name this profile gives a machine. */
  public String hostnameOf(Machine machine) {
    return hostname(hostname, machine);
  }

  /** The name a pattern gives a machine: a DNS label of at most 63 characters (RFC 1123). */
  static String hostname(String pattern, Machine machine) {
    String name =
        pattern
            .replace("{mac}", machine.mac().value().replace(":", ""))
            .replace("{serial}", machine.serial().orElse(machine.id().value()))
            .replace("{id}", machine.id().value())
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^a-z0-9-]+", "-")
            .replaceAll("^-+|-+$", "");
    return name.length() > 63 ? name.substring(0, 63).replaceAll("-+$", "") : name;
  }
}
