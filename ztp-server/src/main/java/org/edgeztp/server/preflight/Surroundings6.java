package org.edgeztp.server.preflight;

import static org.edgeztp.server.preflight.Finding.ok;
import static org.edgeztp.server.preflight.Finding.problem;
import static org.edgeztp.server.preflight.Finding.warning;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.edgeztp.server.watch.LinkLocal;
import org.edgeztp.server.watch.OtherRouter;
import org.edgeztp.server.watch.OtherServer;
import org.edgeztp.server.watch.ServerSearch6;

/** Who else answers DHCPv6 on a link, or advertises itself there. */
final class Surroundings6 {
  private Surroundings6() {}

  /**
   * Looks around.
   *
   * @param served what this server is to serve there
   */
  static List<Finding> check(String link, Optional<Dhcp6Settings> served, Duration time)
      throws IOException {
    if (LinkLocal.of(link).isEmpty()) {
      return served
          .map(_ ->
              problem(
                  "IPv6",
                  "%1$s has no link-local IPv6 address, so nobody there is answered DHCPv6: sysctl"
                          .formatted(link)
                      + " -w net.ipv6.conf.%s.disable_ipv6=0; or one that is still probed for, or that"
                          .formatted(link.replace('.', '/'))
                      + " another has: ip -6 address show dev "
                      + link))
          .stream()
          .toList();
    }
    ServerSearch6.Found found = ServerSearch6.around(link, served, time, Clock.systemUTC());
    List<Finding> findings = new ArrayList<>();
    findings.add(servers(link, served.isPresent(), found.servers()));
    found.routers().forEach(router -> findings.add(router(link, router)));
    return findings;
  }

  /**
   * What other servers mean.
   *
   * @param served whether this server is to serve DHCPv6 there, as far as is known
   */
  static Finding servers(String link, boolean served, List<OtherServer> others) {
    if (others.isEmpty()) {
      return ok("DHCPv6", "no other server answers on " + link);
    }
    String who = String.join("; ", others.stream().map(OtherServer::sentence).toList());
    if (served) {
      return problem("DHCPv6", "another server answers on %s: %s. Stop it".formatted(link, who));
    }
    return others.stream().allMatch(other -> other.bootFile().isEmpty())
        ? ok(
            "DHCPv6", "a server answers on %s, where this one serves IPv4: %s".formatted(link, who))
        : warning(
            "DHCPv6",
            "a server on %s names a boot file: %s. Machines that try IPv6 first boot that: stop it"
                .formatted(link, who));
  }

  static Finding router(String link, OtherRouter router) {
    String sentence = "%s: %s".formatted(link, router.sentence());
    return router.strange().isEmpty() ? ok("router", sentence) : warning("router", sentence);
  }
}
