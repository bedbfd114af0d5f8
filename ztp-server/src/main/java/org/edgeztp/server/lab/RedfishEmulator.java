package org.edgeztp.server.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.tls.Fingerprint;
import org.edgeztp.server.tls.ServerCertificate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A management controller that speaks Redfish over HTTPS, with a certificate of its own. */
public final class RedfishEmulator implements AutoCloseable {
  /** Who may log in, and with what. */
  public static final String ACCOUNT = "admin";

  public static final String PASSWORD = "secret";

  private static final int MOST_BYTES = 64 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final InetAddress address;
  private final HttpListener listener;
  private final ServerCertificate certificate;

  private RedfishEmulator(
      InetAddress address, HttpListener listener, ServerCertificate certificate) {
    this.address = address;
    this.listener = listener;
    this.certificate = certificate;
  }

  /**
   * Starts to listen, on a free port.
   *
   * @param folder for its certificate
   * @param log gets a line for each login and change
   */
  static RedfishEmulator start(
      InetAddress address, Path folder, RedfishModel model, Chassis chassis, Consumer<String> log)
      throws IOException {
    Files.createDirectories(folder);
    ServerCertificate certificate = ServerCertificate.own(folder, address, Clock.systemUTC());
    var sessions = new RedfishSessions(ACCOUNT, PASSWORD);
    var routes = new Routes(new RedfishService(model, chassis, sessions, log));
    HttpListener listener =
        HttpListener.secure("redfish", address.getHostAddress(), 0, certificate.tls(), routes);
    return new RedfishEmulator(address, listener, certificate);
  }

  public int port() {
    return listener.port();
  }

  /** What {@code ztp bmc set} takes as its address. */
  String place() {
    return address.getHostAddress() + ":" + port();
  }

  /** The same as the server's API takes it. */
  Map<String, Object> told() {
    return Map.of(
        "driver",
        "redfish",
        "address",
        address.getHostAddress(),
        "port",
        port(),
        "account",
        ACCOUNT,
        "password",
        PASSWORD,
        "certificate",
        fingerprint().hex());
  }

  public Fingerprint fingerprint() {
    return certificate.fingerprint();
  }

  @Override
  public void close() {
    listener.close();
  }

  private static final class Routes extends Handler.Abstract {
    private final RedfishService service;

    Routes(RedfishService service) {
      this.service = service;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      RedfishAnswer answer = answer(request);
      response.setStatus(answer.status());
      response.getHeaders().put("OData-Version", "4.0");
      answer.headers().forEach(response.getHeaders()::put);
      if (answer.body().isEmpty()) {
        callback.succeeded();
      } else {
        response.getHeaders().put("Content-Type", "application/json");
        Content.Sink.write(response, true, JSON.writeValueAsString(answer.body()), callback);
      }
      return true;
    }

    private RedfishAnswer answer(Request request) throws IOException {
      try (InputStream in = Content.Source.asInputStream(request)) {
        byte[] sent = in.readNBytes(MOST_BYTES);
        JsonNode body = sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
        return service.answer(
            new RedfishService.Asked(
                request.getMethod(),
                Request.getPathInContext(request),
                Optional.ofNullable(request.getHeaders().get("X-Auth-Token")),
                Optional.ofNullable(request.getHeaders().get("If-Match")),
                body));
      } catch (JacksonException e) {
        return RedfishAnswer.error(400, "MalformedJSON", "The body is no JSON.");
      } catch (IOException e) {
        return RedfishAnswer.error(500, "InternalError", String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return RedfishAnswer.error(503, "ServiceShuttingDown", "The service ends.");
      }
    }
  }
}
