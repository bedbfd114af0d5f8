package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An OpenID provider on this host, as far as a server that takes its tokens sees it. */
final class Issuer implements AutoCloseable {
  private final HttpServer server;

  /** How often its keys were read. */
  final AtomicInteger reads = new AtomicInteger();

  volatile List<JWK> keys;
  volatile boolean away;

  /** Its document is there, while its keys cannot be read. */
  volatile boolean withoutKeys;

  volatile String calledItself;

  /** Of its document, behind the rest: {@code , "name": value}. */
  volatile String more = "";

  Issuer(JWK... keys) throws IOException {
    this.keys = List.of(keys);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    calledItself = uri().toString();
    server.createContext(
        "/realm/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                () ->
                    "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"%s}"
                        .formatted(calledItself, uri(), more)));
    server.createContext(
        "/realm/keys",
        exchange -> {
          reads.incrementAndGet();
          answer(exchange, () -> withoutKeys ? "no keys" : new JWKSet(this.keys).toString());
        });
    server.start();
  }

  /** Answers below its own path as well. */
  void serves(String path, HttpHandler handler) {
    server.createContext("/realm/" + path, handler);
  }

  static RSAKey rsa(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  static ECKey ec(String id) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
  }

  static String signed(JWK key, JWTClaimsSet claims) throws JOSEException {
    boolean rsa = key instanceof RSAKey;
    JWSSigner signer = rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey());
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private void answer(HttpExchange exchange, Supplier<String> body) throws IOException {
    byte[] bytes = away ? new byte[0] : body.get().getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(away ? 503 : 200, away ? -1 : bytes.length);
      if (!away) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
