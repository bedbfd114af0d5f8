package org.edgeztp.assets;

/**
 * What the script says that starts the ramdisk of a run.
 *
 * @param serverUrl the device plane, for example {@code http://SERVER}
 * @param runPath everything of the run stands below it there, for example {@code /run/TOKEN}
 * @param mac the card the machine boots from, lower case with colons
 * @param arm64 whether the ramdisk is the one for ARM64, whose serial ports have other names
 * @param why the sentence shown on the console
 */
public record RamdiskScript(
    String serverUrl, String runPath, String mac, boolean arm64, String why) {
  public RamdiskScript {
    serverUrl = Checked.url(serverUrl);
    runPath = Checked.PATH.of(runPath);
    mac = Checked.MAC.of(mac);
  }

  String runUrl() {
    return serverUrl + runPath;
  }

  /** The kernel's arguments, the same by whatever program it is started. */
  String arguments() {
    String serial = arm64 ? "ttyAMA0" : "ttyS0";
    return "console=tty0 console=%s,115200n8 quiet loglevel=4 mitigations=off panic=10 ztp.url=%s ztp.mac=%s"
        .formatted(serial, runUrl(), mac);
  }
}
