package org.edgeztp.server.lab;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** What a management controller has its hands on: a machine's power, its boot order, a drive. */
interface Chassis {
  /** What a machine can be told to boot from, by the names of Redfish's {@code BootSource}. */
  enum Source {
    PXE("Pxe"),
    UEFI_HTTP("UefiHttp"),
    CD("Cd"),
    HDD("Hdd");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    static Optional<Source> named(String label) {
      return java.util.Arrays.stream(values())
          .filter(source -> source.label.equals(label))
          .findFirst();
    }
  }

  boolean isOn();

  /**
   * Powers it on.
   *
   * @param first what it boots from this once; empty for its own order
   */
  void powerOn(Optional<Source> first) throws IOException, InterruptedException;

  /** Presses the reset button of a machine that is on. */
  void reset(Optional<Source> first) throws IOException, InterruptedException;

  /** Asks its system to shut down. */
  void shutDown() throws IOException, InterruptedException;

  void powerOff() throws IOException, InterruptedException;

  /**
   * Fetches an image and puts it into the empty drive.
   *
   * @throws IOException saying why it cannot be fetched
   */
  void insert(URI image) throws IOException, InterruptedException;

  void eject() throws IOException, InterruptedException;
}
