package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.server.http.HttpListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReadinessTest {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void isReadyWhenAllAnswer() throws Exception {
    var answer = ask(Set.of("lo"), _ -> Optional.empty());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void tellsThatTheDatabaseIsAway() throws Exception {
    database.close();
    var answer = ask(Set.of("lo"), _ -> Optional.empty());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(code(answer)).isEqualTo("not-ready");
    assertThat(detail(answer)).isEqualTo("the database does not answer");
  }

  @Test
  void tellsWhichLinkIsNotServed() throws Exception {
    assertThat(detail(ask(Set.of("lo", "none0"), _ -> Optional.empty())))
        .isEqualTo("there is no link none0");
    assertThat(detail(ask(Set.of("lo"), _ -> Optional.of("10.77.0.9 answers DHCP on lo"))))
        .isEqualTo("10.77.0.9 answers DHCP on lo");
  }

  private HttpResponse<String> ask(Set<String> links, Function<String, Optional<String>> restraint)
      throws Exception {
    var nothing = new Handler.Wrapper();
    Handler ready = new Readiness(database.source(), links, restraint).beside(nothing);
    try (var http = HttpClient.newHttpClient();
        var listener = new HttpListener("api", java.util.List.of("127.0.0.1"), 0, ready)) {
      var at = URI.create("http://127.0.0.1:" + listener.port() + Readiness.PATH);
      var request = HttpRequest.newBuilder(at);
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(
              http.send(request.HEAD().build(), HttpResponse.BodyHandlers.ofString()).statusCode())
          .as("to HEAD")
          .isEqualTo(answer.statusCode());
      return answer;
    }
  }

  private static String code(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body()).path("code").asString();
  }

  private static String detail(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body()).path("detail").asString();
  }
}
