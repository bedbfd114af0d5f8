package org.edgeztp.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the file says that machines are told of their network: all of a subnet, or one host. */
interface ToldEntry {
  /** The router; there is none by default. */
  Optional<String> gateway();

  List<String> dns();

  List<String> ntp();

  /** Syslog servers. */
  List<String> log();

  Optional<String> domain();

  /** Domains that short names are looked up in. */
  List<String> search();

  /** Router by network, for example {@code 10.9.0.0/16: 10.77.0.9}. */
  Map<String, String> routes();

  /** Bytes of the largest packet. */
  Optional<Integer> mtu();

  /** Further options by number, as in {@code 150: ip 10.77.0.1}. */
  Map<String, String> options();
}
