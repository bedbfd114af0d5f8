package org.edgeztp.server.power;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.edgeztp.server.tls.Fingerprint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Redfish service (DSP0266) on the loopback with one system, as strict as real ones: a session,
 * an entity tag on changes, and only the reset types it lists.
 */
final class SimulatedRedfish {
  private static final JsonMapper JSON = new JsonMapper();
  private static final char[] STORE = "simulated".toCharArray();
  private static final String SYSTEM = "/redfish/v1/Systems/1";
  private static final String SESSION = "/redfish/v1/SessionService/Sessions/7";
  private static final String ETAG = "W/\"42\"";

  private final HttpsServer server;
  private final String fingerprint;
  private volatile List<String> resets = List.of();
  private volatile List<String> targets = List.of();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private volatile String power = "Off";

  private SimulatedRedfish(HttpsServer server, String fingerprint) {
    this.server = server;
    this.fingerprint = fingerprint;
  }

  static SimulatedRedfish start(Path folder) throws Exception {
    Path store = folder.resolve("redfish.p12");
    if (!Files.exists(store)) {
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      String[] command = {
        keytool,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=bmc",
        "-keystore",
        store.toString(),
        "-storepass",
        new String(STORE),
        "-storetype",
        "PKCS12"
      };
      if (new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(DISCARD)
              .start()
              .waitFor()
          != 0) {
        throw new IOException("no certificate was made");
      }
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), STORE);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, STORE);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    byte[] certificate = keys.getCertificate(keys.aliases().nextElement()).getEncoded();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    var simulated =
        new SimulatedRedfish(
            server,
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
    server.createContext("/", simulated::handle);
    server.start();
    return simulated;
  }

  /** What it boots from when it is told to, from now on; it does not say at first. */
  void bootFrom(String... names) {
    targets = List.of(names);
  }

  /** The reset types it takes from now on; none at first. */
  void take(String... types) {
    resets = List.of(types);
  }

  Bmc bmc(String password, UnaryOperator<Optional<Fingerprint>> certificate) {
    return new Bmc(
        Bmc.Driver.REDFISH,
        "127.0.0.1",
        server.getAddress().getPort(),
        "admin",
        password,
        certificate.apply(Optional.of(new Fingerprint(fingerprint))));
  }

  String fingerprint() {
    return fingerprint;
  }

  /** What it was asked for, in order. */
  List<String> log() {
    return log;
  }

  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    byte[] sent = exchange.getRequestBody().readAllBytes();
    JsonNode body = sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
    boolean known = "t0ken".equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
    if (path.equals("/redfish/v1/")) {
      answer(
          exchange,
          200,
          Map.of(
              "Systems",
              Map.of("@odata.id", "/redfish/v1/Systems"),
              "Links",
              Map.of("Sessions", Map.of("@odata.id", "/redfish/v1/SessionService/Sessions"))));
    } else if (path.equals("/redfish/v1/SessionService/Sessions")) {
      login(exchange, body);
    } else if (!known) {
      answer(exchange, 401, error("no session"));
    } else if (method.equals("DELETE") && path.equals(SESSION)) {
      log.add("session given back");
      answer(exchange, 204, Map.of());
    } else if (path.equals("/redfish/v1/Systems")) {
      answer(exchange, 200, Map.of("Members", List.of(Map.of("@odata.id", SYSTEM))));
    } else if (method.equals("GET") && path.equals(SYSTEM)) {
      exchange.getResponseHeaders().set("ETag", ETAG);
      answer(exchange, 200, system());
    } else if (method.equals("PATCH") && path.equals(SYSTEM)) {
      override(exchange, body);
    } else if (method.equals("POST") && path.equals(SYSTEM + "/Actions/Reset")) {
      reset(exchange, body.path("ResetType").asString());
    } else {
      answer(exchange, 404, error("no " + path));
    }
  }

  private void login(HttpExchange exchange, JsonNode body) throws IOException {
    log.add("login");
    if (!body.path("Password").asString().equals("secret")) {
      answer(exchange, 401, error("The user name or password is wrong."));
      return;
    }
    exchange.getResponseHeaders().set("X-Auth-Token", "t0ken");
    exchange.getResponseHeaders().set("Location", SESSION);
    answer(exchange, 201, Map.of());
  }

  private void override(HttpExchange exchange, JsonNode body) throws IOException {
    if (!ETAG.equals(exchange.getRequestHeaders().getFirst("If-Match"))) {
      answer(exchange, 428, error("a change needs If-Match"));
      return;
    }
    JsonNode boot = body.path("Boot");
    log.add(
        "boot %s %s %s"
            .formatted(
                boot.path("BootSourceOverrideTarget").asString(),
                boot.path("BootSourceOverrideEnabled").asString(),
                boot.path("BootSourceOverrideMode").asString("-")));
    answer(exchange, 200, system());
  }

  private void reset(HttpExchange exchange, String type) throws IOException {
    if (!resets.contains(type)) {
      answer(exchange, 400, error("the reset type " + type + " is not supported"));
      return;
    }
    log.add("reset " + type);
    power = type.equals("ForceOff") || type.equals("GracefulShutdown") ? "Off" : "On";
    answer(exchange, 204, Map.of());
  }

  private Map<String, Object> system() {
    return Map.of(
        "PowerState",
        power,
        "Boot",
        Map.of("BootSourceOverrideTarget@Redfish.AllowableValues", targets),
        "Actions",
        Map.of(
            "#ComputerSystem.Reset",
            Map.of(
                "target", SYSTEM + "/Actions/Reset", "ResetType@Redfish.AllowableValues", resets)));
  }

  private static Map<String, Object> error(String message) {
    return Map.of(
        "error",
        Map.of(
            "message",
            "see the extended info",
            "@Message.ExtendedInfo",
            List.of(Map.of("Message", message))));
  }

  private static void answer(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, status == 204 ? -1 : json.length);
    if (status != 204) {
      exchange.getResponseBody().write(json);
    }
    exchange.close();
  }
}
