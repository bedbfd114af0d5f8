package org.edgeztp.server.dhcp6;

/** Who wants to know what became of each packet. Called from many threads at once. */
@FunctionalInterface
public interface Dhcp6Log {
  void saw(Dhcp6Event event);
}
