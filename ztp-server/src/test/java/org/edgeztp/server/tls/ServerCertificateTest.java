package org.edgeztp.server.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.server.http.HttpListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS as its clients meet it: Java's, which pins, and curl, which takes the file. */
class ServerCertificateTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @TempDir Path folder;

  @Test
  void aNewServerMakesACertificateOnceAndKeepsItsKeyToItself() throws IOException {
    ServerCertificate first = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    ServerCertificate second = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("api-key.pem"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("api-certificate.pem", "api-key.pem");
    }
  }

  @Test
  void whoPinsTheCertificateIsServed() throws Exception {
    ServerCertificate own = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    try (HttpListener listener = serve(own)) {
      assertThat(get(listener, Optional.of(own.fingerprint()))).isEqualTo("secure");
    }
  }

  @Test
  void whoDoesNotKnowTheCertificateIsToldWhichItIsAndHowToTrustIt() throws Exception {
    ServerCertificate own = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    try (HttpListener listener = serve(own)) {
      assertThatThrownBy(() -> get(listener, Optional.empty()))
          .satisfies(e ->
              assertThat(PinnedCertificate.told(e))
                  .contains("no authority signed its certificate", own.fingerprint().toString())
                  .endsWith("trust it by --pin"));
    }
  }

  @Test
  void aCertificateThatIsNotThePinnedOneIsRefused() throws Exception {
    ServerCertificate own = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    var other = new Fingerprint("0".repeat(64));
    try (HttpListener listener = serve(own)) {
      assertThatThrownBy(() -> get(listener, Optional.of(other)))
          .satisfies(e ->
              assertThat(PinnedCertificate.told(e))
                  .contains("is " + own.fingerprint() + ", expected was " + other));
    }
  }

  @Test
  void curlTrustsTheFileForTheAddressAndForLocalhost() throws Exception {
    ServerCertificate own = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    try (HttpListener listener = serve(own)) {
      for (String host : List.of("127.0.0.1", "localhost")) {
        Process curl =
            new ProcessBuilder(
                    "curl",
                    "-sS",
                    "--cacert",
                    folder.resolve("api-certificate.pem").toString(),
                    "https://" + host + ":" + listener.port())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(curl.getInputStream().readAllBytes(), UTF_8)).isEqualTo("secure");
        assertThat(curl.waitFor()).isZero();
      }
    }
  }

  @Test
  void aRenewedCertificateIsServedWithoutARestart() throws Exception {
    ServerCertificate own = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    Fingerprint old = own.fingerprint();
    try (HttpListener listener = serve(own)) {
      renew();
      own.refresh();
      assertThat(own.fingerprint()).isNotEqualTo(old);
      assertThat(get(listener, Optional.of(own.fingerprint()))).isEqualTo("secure");
    }
  }

  @Test
  void halfARenewalChangesNothing() throws Exception {
    ServerCertificate own = ServerCertificate.own(folder, LOOPBACK, CLOCK);
    Fingerprint old = own.fingerprint();
    try (HttpListener listener = serve(own)) {
      Path stranger = Files.createDirectory(folder.resolve("stranger"));
      ServerCertificate.own(stranger, LOOPBACK, CLOCK);
      replace(stranger.resolve("api-key.pem"), folder.resolve("api-key.pem"));
      own.refresh();
      assertThat(own.fingerprint()).isEqualTo(old);
      assertThat(get(listener, Optional.of(old))).isEqualTo("secure");
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedAtTheStart() throws IOException {
    ServerCertificate.own(folder, LOOPBACK, CLOCK);
    Path stranger = Files.createDirectory(folder.resolve("stranger"));
    ServerCertificate.own(stranger, LOOPBACK, CLOCK);
    Path certificate = folder.resolve("api-certificate.pem");
    Path key = stranger.resolve("api-key.pem");
    assertThatThrownBy(() -> ServerCertificate.given(certificate, key, CLOCK))
        .isInstanceOf(IOException.class)
        .hasMessage(key + " is not the private key of the certificate " + certificate);
  }

  @Test
  void filesOfAnotherKindAreRefusedByName() throws IOException {
    ServerCertificate.own(folder, LOOPBACK, CLOCK);
    Path certificate = folder.resolve("api-certificate.pem");
    Path key = folder.resolve("api-key.pem");
    assertThatThrownBy(() -> ServerCertificate.given(certificate, certificate, CLOCK))
        .hasMessageStartingWith(certificate + " holds no PRIVATE KEY")
        .hasMessageContaining("openssl pkcs8");
    assertThatThrownBy(() -> ServerCertificate.given(key, key, CLOCK))
        .hasMessage(key + " holds no certificate in PEM form");
  }

  private void renew() throws IOException {
    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    ServerCertificate.own(fresh, LOOPBACK, CLOCK);
    replace(fresh.resolve("api-certificate.pem"), folder.resolve("api-certificate.pem"));
    replace(fresh.resolve("api-key.pem"), folder.resolve("api-key.pem"));
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(to, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private static HttpListener serve(ServerCertificate certificate) {
    var handler =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, UTF_8.encode(request.isSecure() ? "secure" : "open"), callback);
            return true;
          }
        };
    return HttpListener.secure("api", "127.0.0.1", 0, certificate.tls(), handler);
  }

  private static String get(HttpListener listener, Optional<Fingerprint> pinned)
      throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(PinnedCertificate.context(pinned, "--pin")).build()) {
      URI uri = URI.create("https://127.0.0.1:" + listener.port());
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
