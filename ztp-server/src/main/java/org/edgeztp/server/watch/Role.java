package org.edgeztp.server.watch;

/** What this server is to a link, and so what another DHCP server there means. */
public enum Role {
  /** It gives addresses: it does not begin while another server is heard. */
  ALONE,
  /** It gives addresses whoever else does. */
  BESIDE,
  /** It only tells what to boot: another server has to give the addresses. */
  PROXY,
  /** It gives nothing there. */
  LISTENER
}
