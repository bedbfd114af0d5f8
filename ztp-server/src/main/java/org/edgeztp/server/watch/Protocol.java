package org.edgeztp.server.watch;

/** By what machines are given addresses. */
enum Protocol {
  DHCP("DHCP", "Nothing is", "stop it, or choose proxy mode to work beside it, or"),
  DHCPV6("DHCPv6", "No DHCPv6 is", "stop it, or");

  private final String text;
  private final String nothing;
  private final String way;

  Protocol(String text, String nothing, String way) {
    this.text = text;
    this.nothing = nothing;
    this.way = way;
  }

  /** What to do about another server, as long as it keeps this one from answering. */
  String advice() {
    return "%s answered here until it is gone: %s set 'other-servers: warn' to answer all the same"
        .formatted(nothing, way);
  }

  /** What to do as long as nobody can look for other servers. */
  String blind(String why) {
    return "other %s servers cannot be looked for: %s. %s answered here until they can: give this"
            .formatted(text, why, nothing)
        + " process CAP_NET_RAW and the interface a link, or set 'other-servers: warn' to answer"
        + " all the same";
  }

  @Override
  public String toString() {
    return text;
  }
}
