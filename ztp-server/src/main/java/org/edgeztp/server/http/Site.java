package org.edgeztp.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;

/**
 * What every machine of this server is told.
 *
 * @param pushKey public SSH key that the push engine comes with
 * @param operator the account people log in with
 * @param operatorKeys public keys that open it
 * @param timeServers addresses, by the machine's network
 * @param offline whether the indexes of the package mirror grow old: it asks no upstream, or one of
 *     them stays as it is
 * @param containers why the container images that a profile names do not run on an architecture, by
 *     Debian's name of it
 */
public record Site(
    String pushKey,
    String operator,
    List<String> operatorKeys,
    Function<Machine, List<String>> timeServers,
    BooleanSupplier offline,
    BiFunction<Profile, String, Optional<String>> containers) {
  public Site {
    operatorKeys = List.copyOf(operatorKeys);
  }
}
