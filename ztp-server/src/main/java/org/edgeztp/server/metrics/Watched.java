package org.edgeztp.server.metrics;

import java.util.List;
import java.util.function.Supplier;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.bridge.hook.HookState;

/** What is looked at when Prometheus asks, beside machines and leases. */
public record Watched(
    Handoff handoff, Supplier<List<HookState>> webhooks, Supplier<List<Link>> links) {
  /**
   * A link on which DHCP or DHCPv6 is answered or heard.
   *
   * @param others how many other servers answer there
   * @param routers how many others advertise themselves there by IPv6
   * @param silent whether nothing is answered because of them
   */
  public record Link(String name, int others, int routers, boolean silent) {}
}
