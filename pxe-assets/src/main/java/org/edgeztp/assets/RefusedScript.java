package org.edgeztp.assets;

/**
 * What the iPXE script of a machine that gets nothing says.
 *
 * @param mac the card the machine boots from, lower case with colons
 * @param why the sentence shown on the console
 */
public record RefusedScript(String mac, String why) {
  public RefusedScript {
    mac = Checked.MAC.of(mac);
  }
}
