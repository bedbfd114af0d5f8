package org.edgeztp.server.lab;

/** Who gives the machines of a lab their addresses. */
public enum Addressing {
  /** The server. */
  AUTHORITATIVE,
  /** dnsmasq, which knows nothing of booting; the server tells machines what to boot beside it. */
  PROXY,
  /** The server, over IPv6 alone. */
  IPV6
}
