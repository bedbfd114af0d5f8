package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.tls.ServerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of servers that cannot be asked. */
class UnreachableTest {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir private Path folder;

  @Test
  void nobodyThere() {
    says("http://127.0.0.1:1", "no server answers at http://127.0.0.1:1: start it (ztp serve");
  }

  @Test
  void noSuchHost() {
    says("http://nowhere.invalid:8080", "there is no host nowhere.invalid: name the server by");
  }

  @Test
  void httpsWhereHttpIsSpoken() throws Exception {
    try (var plain = new HttpListener("plain", List.of(LOOPBACK), 0, new DefaultHandler())) {
      String place = LOOPBACK + ":" + plain.port();
      says("https://" + place, "https://" + place + " speaks no TLS: name it as http://" + place);
    }
  }

  @Test
  void httpWhereHttpsIsSpoken() throws Exception {
    var own = ServerCertificate.own(folder, InetAddress.ofLiteral(LOOPBACK), Clock.systemUTC());
    try (var secure = HttpListener.secure("tls", LOOPBACK, 0, own.tls(), new DefaultHandler())) {
      String place = LOOPBACK + ":" + secure.port();
      says(
          "http://" + place, "speaks no plain HTTP: if it speaks TLS, name it as https://" + place);
      says("https://" + place, "https://" + place + " is not trusted: no authority signed");
    }
  }

  private static void says(String server, String sentence) {
    try (ApiClient api = new ApiClient(URI.create(server), Optional::empty)) {
      assertThatThrownBy(() -> api.machine("m"))
          .isInstanceOf(Unreachable.class)
          .hasNoCause()
          .hasMessageContaining(sentence)
          .hasMessageNotContaining("Exception");
    }
  }
}
