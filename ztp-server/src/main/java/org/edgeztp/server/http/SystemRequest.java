package org.edgeztp.server.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/**
 * What the system on a switch tells of itself in the headers of its requests.
 *
 * @param system its name and version, for people
 */
record SystemRequest(String system, SwitchFacts facts) {
  static SystemRequest of(HttpFields headers) {
    String sonic = text(headers, "SONiC-VERSION");
    String cumulus = text(headers, "CUMULUS-VERSION");
    if (!sonic.isEmpty()) {
      return new SystemRequest(
          "SONiC " + sonic.replaceFirst("^SONiC[.-]", ""),
          facts(text(headers, "PRODUCT-NAME"), text(headers, "SERIAL-NUMBER"), sonic));
    }
    if (!cumulus.isEmpty()) {
      return new SystemRequest(
          "Cumulus Linux " + cumulus,
          facts(text(headers, "CUMULUS-PRODUCTNAME"), text(headers, "CUMULUS-SERIAL"), cumulus));
    }
    return new SystemRequest("its own system", facts("", "", ""));
  }

  Client client(MacAddress mac) {
    return new Client(
        mac, Optional.empty(), Firmware.SWITCH_SYSTEM, Architecture.UNKNOWN, Optional.of(facts));
  }

  private static SwitchFacts facts(String product, String serial, String version) {
    return new SwitchFacts("", product, "", "", serial, version, "");
  }

  private static String text(HttpFields headers, String name) {
    String value = headers.get(name);
    return value == null ? "" : Sentence.of(value);
  }
}
