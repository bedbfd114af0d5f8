package org.edgeztp.assets;

/**
 * What the system on a switch sets itself up with.
 *
 * @param runUrl the run, with its token
 * @param hostname a name by RFC 1123
 * @param configDb whether there is a configuration for SONiC
 * @param script whether there is a script of the operator's
 */
public record SwitchSetup(String runUrl, String hostname, boolean configDb, boolean script) {
  public SwitchSetup {
    runUrl = Checked.url(runUrl);
    hostname = Checked.HOSTNAME.of(hostname);
  }
}
