package org.edgeztp.assets;

import java.util.Optional;

/** The ways of being installed by something with a kernel of its own. */
public enum InstallerKind {
  /** Debian's installer. */
  PRESEED,
  /** Ubuntu's server installer. */
  AUTOINSTALL,
  /** Anaconda. */
  KICKSTART,
  /** Fedora CoreOS and Flatcar. */
  IGNITION,
  /** A system that runs from memory. */
  RAMDISK;

  /** Whether its installers ask for the file. */
  public boolean asksFor(AnswerFile file) {
    return switch (file) {
      case PRESEED -> this == PRESEED;
      case USER_DATA, META_DATA, VENDOR_DATA -> this == AUTOINSTALL;
      case KICKSTART -> this == KICKSTART;
      case IGNITION, DISK_IGNITION -> this == IGNITION;
      case HOOKS -> true;
    };
  }

  /** What a bootable lacks for being installed this way; empty when it is fit. */
  public Optional<String> lackOf(Bootable bootable) {
    if (!bootable.hasKernel()) {
      return Optional.of("a --kernel and an --initrd");
    }
    return switch (this) {
      case PRESEED -> unless(bootable.suite().isPresent(), "a --suite");
      case AUTOINSTALL -> unless(bootable.has(Bootable.ISO), "a --file " + Bootable.ISO + "=ISO");
      case KICKSTART -> unless(bootable.repository().isPresent(), "a --repository");
      case IGNITION, RAMDISK -> Optional.empty();
    };
  }

  /** The template of its kernel's arguments. */
  String arguments() {
    return "installer/" + name().toLowerCase(java.util.Locale.ROOT) + ".args";
  }

  private static Optional<String> unless(boolean there, String what) {
    return there ? Optional.empty() : Optional.of(what);
  }
}
