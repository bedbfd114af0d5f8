package org.edgeztp.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.edgeztp.server.tls.ServerCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator plane listens.
 *
 * @param address the loopback's by default
 * @param port 8443 with TLS and 8080 without by default
 * @param tls by default where others than this host can reach it; to be turned off behind a proxy
 *     that has TLS itself
 * @param certificate PEM, followed by those that lead to its authority; the server makes one when
 *     it is not given
 * @param key of the certificate: PEM, PKCS #8, without a password
 */
public record ApiEntry(
    String address, int port, Boolean tls, @Nullable Path certificate, @Nullable Path key) {

  /** Zero and absent values stand for the default. */
  public ApiEntry(
      @Nullable String address,
      int port,
      @Nullable Boolean tls,
      @Nullable Path certificate,
      @Nullable Path key) {
    this.address = Config.or(address, "127.0.0.1");
    this.tls = Config.or(tls, !place(this.address).isLoopbackAddress());
    this.port = port != 0 ? port : this.tls ? 8443 : 8080;
    this.certificate = certificate;
    this.key = key;
    if ((certificate == null) != (key == null)) {
      throw new ConfigException("api.certificate and api.key are given both or neither");
    }
    if (certificate != null && !this.tls) {
      throw new ConfigException("api.certificate is of no use without api.tls");
    }
  }

  /**
   * The certificate that it has with TLS, given or made.
   *
   * @param data folder that the server's own is kept in
   */
  Optional<ServerCertificate> open(Path data, Clock clock) throws IOException {
    if (!tls) {
      return Optional.empty();
    }
    return Optional.of(
        certificate == null || key == null
            ? ServerCertificate.own(data, place(address), clock)
            : ServerCertificate.given(certificate, key, clock));
  }

  /** Where it is reached, as far as this host knows. */
  String url() {
    InetAddress place = place(address);
    String host = place instanceof Inet6Address ? "[" + address + "]" : address;
    return (tls ? "https://" : "http://") + host + ":" + port;
  }

  private static InetAddress place(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException _) {
      throw new ConfigException("api.address is an IP address, not '" + address + "'");
    }
  }
}
