package org.edgeztp.assets;

/**
 * What the iPXE script of a machine that boots from its own disk says.
 *
 * @param serverUrl UEFI machines load {@code /boot/localdisk.efi} from there, for example {@code
 *     http://10.0.0.1}
 * @param why the sentence shown on the console
 */
public record LocalDiskScript(String serverUrl, String why) {
  public LocalDiskScript {
    serverUrl = Checked.url(serverUrl);
  }
}
