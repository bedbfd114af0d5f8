package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.util.List;

/**
 * An IA_NA: what a client wants addresses for.
 *
 * @param id the client's own number for it
 * @param addresses those it has or would like to have
 */
record Association(int id, List<Inet6Address> addresses) {
  Association {
    addresses = List.copyOf(addresses);
  }
}
