package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider where people log in: its authorization and its token endpoint, as strict as
 * OpenID Connect Core 1.0 and RFC 7636 have them, and a person who presses its only button.
 */
public final class Authority implements AutoCloseable {
  static final String CLIENT = "edgeztp pages";
  static final String SECRET = "s3cret:+/ü";

  private record Asked(String challenge, String nonce) {}

  private final ECKey key;
  private final URI redirect;
  private final Clock clock;
  private final Map<String, Asked> codes = new ConcurrentHashMap<>();
  private int last;
  final Issuer issuer;

  /** What the ID tokens say beside the usual. */
  volatile UnaryOperator<JWTClaimsSet.Builder> says = claims -> claims.claim("roles", "operator");

  /** How the client proves who it is: {@code client_secret_basic}, for one. */
  volatile String proof = "client_secret_basic";

  volatile boolean denies;
  volatile boolean tokensAway;

  /** Its token endpoint sends a byte now and then, for half a minute. */
  volatile boolean trickles;

  /** Done when it could not send them any more. */
  final CompletableFuture<Void> leftAlone = new CompletableFuture<>();

  /**
   * @param redirect the only one that it knows
   */
  public Authority(URI redirect, Clock clock) throws IOException, JOSEException {
    this.redirect = redirect;
    this.clock = clock;
    key = Issuer.ec("k1");
    issuer = new Issuer(key.toPublicJWK());
    supports("client_secret_basic");
    issuer.serves("authorize", this::authorize);
    issuer.serves("token", this::token);
  }

  void supports(String method) {
    proof = method;
    issuer.more =
        """
        , "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
        "token_endpoint_auth_methods_supported": ["%2$s"]
        """
            .formatted(issuer.uri(), method);
  }

  /** How a server is told of it. */
  public void introduceTo(ApiAccess access) {
    access.trust(
        new OidcSettings(
            issuer.uri(),
            "edgeztp",
            "sub",
            "roles",
            Map.of("operator", "operator", "admin", "admin"),
            Optional.empty(),
            Duration.ofMinutes(1)),
        Optional.of(
            new LoginSettings(
                "Example",
                CLIENT,
                Optional.of(SECRET).filter(_ -> !proof.equals("none")),
                redirect,
                "openid profile")));
  }

  /** Shows a page with the button, whose link leads back with a code. */
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
    boolean right =
        value(asked, "response_type").equals("code")
            && value(asked, "client_id").equals(CLIENT)
            && value(asked, "redirect_uri").equals(redirect.toString())
            && List.of(value(asked, "scope").split(" ", -1)).contains("openid")
            && value(asked, "code_challenge_method").equals("S256");
    if (!right) {
      send(exchange, 400, "text/plain", "invalid_request: " + asked);
      return;
    }
    last++;
    String code = "code-" + last;
    codes.put(code, new Asked(value(asked, "code_challenge"), value(asked, "nonce")));
    String answer = denies ? "error=access_denied" : "code=" + code;
    String back =
        redirect + "?" + answer + "&state=" + URLEncoder.encode(value(asked, "state"), UTF_8);
    send(
        exchange,
        200,
        "text/html",
        "<title>Example</title><a href=\"%s\">I am Ada</a>".formatted(back.replace("&", "&amp;")));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> asked =
        fields(new String(exchange.getRequestBody().readAllBytes(), US_ASCII));
    if (tokensAway) {
      send(exchange, 503, "text/plain", "away");
      return;
    }
    if (trickles) {
      trickle(exchange);
      return;
    }
    // A code is good once, whatever comes of it.
    Asked first = codes.remove(value(asked, "code"));
    if (!isClient(exchange, asked)) {
      send(exchange, 401, "application/json", "{\"error\": \"invalid_client\"}");
    } else if (first == null || !isRight(first, asked)) {
      send(exchange, 400, "application/json", "{\"error\": \"invalid_grant\"}");
    } else {
      send(
          exchange,
          200,
          "application/json",
          "{\"access_token\": \"x\", \"token_type\": \"Bearer\", \"id_token\": \"%s\"}"
              .formatted(idToken(first.nonce())));
    }
  }

  private void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (exchange) {
      for (int sent = 0; sent < 120; sent++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        Thread.sleep(250);
      }
    } catch (IOException gone) {
      leftAlone.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRight(Asked first, Map<String, String> asked) {
    return value(asked, "grant_type").equals("authorization_code")
        && value(asked, "redirect_uri").equals(redirect.toString())
        && first.challenge().equals(hash(value(asked, "code_verifier")));
  }

  /** Of a field that was sent; empty otherwise. */
  private static String value(Map<String, String> asked, String name) {
    return asked.getOrDefault(name, "");
  }

  private boolean isClient(HttpExchange exchange, Map<String, String> asked) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return switch (proof) {
      case "client_secret_basic" ->
          ("Basic " + Base64.getEncoder().encodeToString(both().getBytes(UTF_8))).equals(header);
      case "client_secret_post" ->
          header == null
              && CLIENT.equals(value(asked, "client_id"))
              && SECRET.equals(value(asked, "client_secret"));
      default ->
          header == null
              && CLIENT.equals(value(asked, "client_id"))
              && !asked.containsKey("client_secret");
    };
  }

  private static String both() {
    return URLEncoder.encode(CLIENT, UTF_8) + ":" + URLEncoder.encode(SECRET, UTF_8);
  }

  private String idToken(String nonce) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.uri().toString())
            .audience(CLIENT)
            .subject("ada")
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(clock.instant().plusSeconds(300)))
            .claim("nonce", nonce);
    try {
      var jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(),
              says.apply(claims).build());
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String field : form.split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    return fields;
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    issuer.close();
  }
}
