package org.edgeztp.server.http;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Machine;

/**
 * What every machine of this server is told.
 *
 * @param pushKey public SSH key that the push engine comes with
 * @param operator the account people log in with
 * @param operatorKeys public keys that open it
 * @param timeServers addresses, by the machine's network
 * @param offline whether the indexes of the package mirror grow old: it asks no upstream, or one of
 *     them stays as it is
 */
public record Site(
    String pushKey,
    String operator,
    List<String> operatorKeys,
    Function<Machine, List<String>> timeServers,
    BooleanSupplier offline) {
  public Site {
    operatorKeys = List.copyOf(operatorKeys);
  }
}
