package org.edgeztp.server.dhcp;

import java.util.Optional;

/**
 * Why nothing may be answered on an interface at this moment. Asked for each packet that is heard
 * there directly, from many threads at once.
 */
@FunctionalInterface
public interface Restraint {
  /** A sentence; empty when there is no reason. */
  Optional<String> reason(String networkInterface);
}
