package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.lease.Subnet;

/**
 * The options that tell a client of its network: what it asks for, in the order in which it asks
 * (RFC 2132 section 9.8). The mask comes first and unasked, and so does what the configuration says
 * shall always come.
 */
final class NetworkOptions {
  /** For clients that leave the choice to the server. */
  private static final List<Integer> ORDER =
      List.of(
          OptionCode.BROADCAST,
          OptionCode.ROUTER,
          OptionCode.DNS,
          OptionCode.LOG_SERVER,
          OptionCode.HOSTNAME,
          OptionCode.DOMAIN,
          OptionCode.MTU,
          OptionCode.NTP,
          OptionCode.SEARCH,
          OptionCode.ROUTES);

  private NetworkOptions() {}

  /** Adds them behind what is there already, which counts where both have the same number. */
  static void add(Options.Builder options, Set<Integer> asks, Subnet subnet, Told told) {
    options.address(OptionCode.SUBNET_MASK, subnet.mask());
    Set<Integer> codes = new LinkedHashSet<>(asks.isEmpty() ? ORDER : asks);
    told.more()
        .forEach((code, option) -> {
          if (asks.isEmpty() || option.always()) {
            codes.add(code);
          }
        });
    for (int code : codes) {
      if (!options.has(code)) {
        value(code, subnet, told).ifPresent(value -> options.bytes(code, value));
      }
    }
  }

  private static Optional<byte[]> value(int code, Subnet subnet, Told told) {
    return switch (code) {
      case OptionCode.BROADCAST -> Optional.of(subnet.broadcast().getAddress());
      case OptionCode.ROUTER -> told.gateway().map(Inet4Address::getAddress);
      case OptionCode.DNS -> addresses(told.dns());
      case OptionCode.LOG_SERVER -> addresses(told.log());
      case OptionCode.HOSTNAME -> told.hostname().map(NetworkOptions::text);
      case OptionCode.DOMAIN -> told.domain().map(NetworkOptions::text);
      case OptionCode.MTU ->
          told.mtu().map(mtu -> ByteBuffer.allocate(2).putShort(mtu.shortValue()).array());
      case OptionCode.NTP -> addresses(told.ntp());
      case OptionCode.SEARCH -> present(told.search()).map(DomainNames::compressed);
      case OptionCode.ROUTES ->
          told.routes().isEmpty() ? Optional.empty() : Optional.of(routes(told));
      default -> Optional.ofNullable(told.more().get(code)).map(RawOption::value);
    };
  }

  /**
   * RFC 3442: each network with as many bytes as its prefix needs, and its router. Who reads this
   * ignores option 3, so the gateway is among them.
   */
  private static byte[] routes(Told told) {
    var out = new ByteArrayOutputStream();
    for (Route route : told.routes()) {
      out.write(route.prefix());
      out.write(route.network().getAddress(), 0, (route.prefix() + 7) / 8);
      out.writeBytes(route.router().getAddress());
    }
    told.gateway()
        .ifPresent(router -> {
          out.write(0);
          out.writeBytes(router.getAddress());
        });
    return out.toByteArray();
  }

  private static Optional<byte[]> addresses(List<Inet4Address> addresses) {
    return present(addresses)
        .map(some -> {
          var out = new ByteArrayOutputStream();
          some.forEach(address -> out.writeBytes(address.getAddress()));
          return out.toByteArray();
        });
  }

  private static <C extends Collection<?>> Optional<C> present(C values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static byte[] text(String value) {
    return value.getBytes(ISO_8859_1);
  }
}
