package org.edgeztp.server.dhcp;

/** Who wants to know what became of each packet. Called from many threads at once. */
@FunctionalInterface
public interface DhcpLog {
  void saw(DhcpEvent event);
}
