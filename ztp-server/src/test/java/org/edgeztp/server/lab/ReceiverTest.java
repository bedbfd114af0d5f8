package org.edgeztp.server.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeztp.bridge.Evidence;
import org.edgeztp.bridge.Handover;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.Withdrawal;
import org.edgeztp.bridge.webhook.StandardWebhooks;
import org.edgeztp.bridge.webhook.WebhookConfig;
import org.edgeztp.bridge.webhook.WebhookTarget;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.MachineId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {
  private static final String SECRET = "whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAxIHg=";
  private static final String OTHER = "whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAyIHk=";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final String LINE =
      "edge-01 (m-0123456789) at 10.7.0.11: profile edge, roles [\"base\",\"ddnn\"],"
          + " 1 lines of evidence [evt_0123456789_1]";

  @TempDir Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver =
        Receiver.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(SECRET),
            Optional.of(folder.resolve("events")),
            CLOCK,
            lines::add);
  }

  @AfterEach
  void stop() {
    receiver.close();
    client.close();
  }

  @Test
  void takesWhatTheBridgeSendsAndConfirmsIt() {
    try (WebhookTarget target = target(SECRET)) {
      assertThat(target.observe(handover())).isInstanceOf(Verdict.Unknown.class);
      assertThat(target.tell(handover())).isInstanceOf(Verdict.Pending.class);
      assertThat(target.observe(handover())).isEqualTo(new Verdict.Confirmed("lab/edge-01"));
    }
    assertThat(lines).containsExactly(LINE);
  }

  @Test
  void letsAMachineGoAndTakesItAgain() {
    try (WebhookTarget target = target(SECRET)) {
      target.tell(handover());
      assertThat(target.tell(withdrawal())).isInstanceOf(Verdict.Pending.class);
      assertThat(target.observe(withdrawal()))
          .isEqualTo(new Verdict.Confirmed("nothing ran on it"));
      assertThat(target.observe(handover())).isInstanceOf(Verdict.Pending.class);
    }
    assertThat(lines)
        .last()
        .isEqualTo("edge-01 (m-0123456789) is node-7 no more [evt_0123456789_2]");
  }

  @Test
  void tellsARepeatedEventOnlyOnce() throws Exception {
    try (WebhookTarget target = target(SECRET)) {
      target.tell(handover());
      assertThat(target.tell(handover())).isInstanceOf(Verdict.Pending.class);
    }
    assertThat(lines).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("events")))
        .singleElement()
        .asString()
        .contains("\"subject\":\"m-0123456789\"");
  }

  @Test
  void remembersItsMachinesOverARestart() throws Exception {
    try (WebhookTarget target = target(SECRET)) {
      target.tell(handover());
    }
    receiver.close();
    start();
    try (WebhookTarget target = target(SECRET)) {
      assertThat(target.observe(handover())).isEqualTo(new Verdict.Confirmed("lab/edge-01"));
      target.tell(handover());
    }
    assertThat(lines).hasSize(1);
  }

  @Test
  void rejectsAnotherSecretWithTheReason() {
    try (WebhookTarget target = target(OTHER)) {
      assertThat(target.tell(handover()))
          .isEqualTo(
              new Verdict.Unreachable(
                  "answered 401: no signature was made by a key known here", Optional.empty()));
      assertThat(target.observe(handover())).isInstanceOf(Verdict.Unknown.class);
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void rejectsAReplay() throws Exception {
    assertThat(post("evt_1", "{}", NOON.minusSeconds(301)).statusCode()).isEqualTo(401);
  }

  @Test
  void rejectsWhatIsSignedButNoHandover() throws Exception {
    String stranger =
        "{\"specversion\":\"1.0\",\"type\":\"x\",\"id\":\"evt_1\",\"subject\":\"m-0123456789\"}";
    String otherId = stranger.replace("\"x\"", "\"" + ReceiverEvent.HANDED_OVER + "\"");

    assertThat(post("evt_1", "no json", NOON).statusCode()).isEqualTo(422);
    assertThat(post("evt_1", stranger, NOON).statusCode()).isEqualTo(422);
    assertThat(post("evt_2", otherId, NOON).statusCode()).isEqualTo(422);
    assertThat(lines).isEmpty();
  }

  @Test
  void rejectsABodyWithoutEnd() throws Exception {
    assertThat(post("evt_1", "x".repeat(70_000), NOON).statusCode()).isEqualTo(413);
  }

  @Test
  void saysWhatThereIsToAnybodyWhoAsksForSomethingElse() throws Exception {
    var request = HttpRequest.newBuilder(receiver.uri().resolve("/events")).GET().build();

    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/events to post");
  }

  private HttpResponse<String> post(String id, String body, Instant at) throws Exception {
    var signed = StandardWebhooks.of(List.of(SECRET)).sign(id, at, body.getBytes(UTF_8));
    var request =
        HttpRequest.newBuilder(receiver.uri().resolve("/events"))
            .header("webhook-id", signed.id())
            .header("webhook-timestamp", signed.timestamp())
            .header("webhook-signature", signed.signatures())
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private WebhookTarget target(String secret) {
    return new WebhookTarget(
        new WebhookConfig(
            "lab",
            URI.create("http://ztp.lab.example"),
            receiver.uri().resolve("/events"),
            receiver.uri() + "/machines/{id}",
            StandardWebhooks.of(List.of(secret))),
        CLOCK);
  }

  private static Withdrawal withdrawal() {
    Handover before = handover();
    return new Withdrawal(
        "evt_0123456789_2",
        before.at(),
        before.machine(),
        before.hostname(),
        before.site(),
        before.mac(),
        Optional.of("node-7"),
        2);
  }

  private static Handover handover() {
    return new Handover(
        "evt_0123456789_1",
        NOON,
        new MachineId("m-0123456789"),
        "edge-01",
        "lab",
        new MacAddress("52:54:00:77:00:01"),
        Optional.empty(),
        Optional.of("10.7.0.11"),
        "edge",
        List.of("base", "ddnn"),
        Optional.empty(),
        Optional.empty(),
        1,
        List.of(new Evidence(NOON, "2 acceptance checks passed")));
  }
}
