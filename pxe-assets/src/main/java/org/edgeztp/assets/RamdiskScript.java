package org.edgeztp.assets;

/**
 * What the iPXE script of a run says.
 *
 * @param runUrl everything of the run stands below it, for example {@code http://SERVER/run/TOKEN}
 * @param mac the card the machine boots from, lower case with colons
 * @param why the sentence shown on the console
 */
public record RamdiskScript(String runUrl, String mac, String why) {
  public RamdiskScript {
    runUrl = Checked.url(runUrl);
    mac = Checked.MAC.of(mac);
  }
}
