package org.edgeztp.server.boot;

/** What a client shall boot. Each answer carries the sentence that a person is shown as its why. */
public sealed interface BootTarget {
  String why();

  /** A program by TFTP, for firmware that knows no better. */
  record Chainload(BootFile file, String why) implements BootTarget {}

  /** A program by URL, for UEFI HTTP boot. */
  record HttpBoot(BootFile file, String why) implements BootTarget {}

  /** The machine's iPXE script, which starts the ramdisk with the run's token. */
  record Ramdisk(BootToken token, String why) implements BootTarget {}

  /** The machine's iPXE script, which starts what is on its own disk. */
  record LocalDisk(String why) implements BootTarget {}

  /** The installer of the run, which ONIE fetches and runs. */
  record OnieInstaller(BootToken token, String why) implements BootTarget {}

  /** What the system on a switch sets itself up with. */
  record Provisioning(BootToken token, String why) implements BootTarget {}

  /** An address and nothing to boot. */
  record Nothing(String why) implements BootTarget {}
}
