package org.edgeztp.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.edgeztp.bridge.Fixtures.NOON;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.bridge.Fixtures;
import org.edgeztp.bridge.Handover;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.webhook.FakeOrchestrator.Reply;
import org.edgeztp.bridge.webhook.FakeOrchestrator.Seen;
import org.edgeztp.bridge.webhook.StandardWebhooks.Verification;
import org.edgeztp.inventory.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetTest {
  private static final String SECRET = "whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAxIHg=";
  private static final String OLD = "whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAyIHk=";

  private final TestClock clock = new TestClock();
  private final Handover handover = Fixtures.handover();
  private final FakeOrchestrator orchestrator = new FakeOrchestrator();
  private final WebhookTarget target = target(orchestrator.config(SECRET, OLD));

  @AfterEach
  void stop() {
    target.close();
    orchestrator.close();
  }

  @Test
  void offersASignedCloudEvent() {
    assertThat(target.tell(handover)).isInstanceOf(Verdict.Pending.class);

    Seen event = orchestrator.events().getFirst();
    SignedHeaders headers = SignedHeaders.from(event::header);
    assertThat(event.path()).isEqualTo("/events");
    assertThat(event.header("content-type")).contains("application/cloudevents+json");
    assertThat(headers.id()).isEqualTo("evt_0123456789_1");
    assertThat(event.body()).contains("\"id\":\"evt_0123456789_1\"");
    for (String known : List.of(SECRET, OLD)) {
      assertThat(
              StandardWebhooks.of(List.of(known))
                  .verify(headers, event.body().getBytes(UTF_8), NOON))
          .isInstanceOf(Verification.Genuine.class);
    }
  }

  @Test
  void aRetryHasTheSameIdAndBodyAndItsOwnTimestamp() {
    target.tell(handover);
    clock.advance(Duration.ofMinutes(10));
    target.tell(handover);

    Seen first = orchestrator.events().getFirst();
    Seen second = orchestrator.events().getLast();
    assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("webhook-timestamp")).contains("1795349400");
    assertThat(first.header("webhook-timestamp")).contains("1795348800");
  }

  @Test
  void asksForTheMachineByItsId() {
    assertThat(target.observe(handover)).isEqualTo(new Verdict.Confirmed("node-7"));
    assertThat(orchestrator.questions().getFirst().path()).isEqualTo("/machines/m-0123456789");
  }

  @Test
  void followsNoRedirect() {
    String elsewhere = orchestrator.base() + "/elsewhere";
    var moved = new Reply(307, Map.of("Location", elsewhere), "");
    orchestrator.toEvents(moved);
    orchestrator.toQuestions(moved);

    assertThat(target.tell(handover)).isEqualTo(unreachable("answered 307"));
    assertThat(target.observe(handover)).isEqualTo(unreachable("answered 307"));
    assertThat(orchestrator.events()).hasSize(1);
    assertThat(orchestrator.questions()).hasSize(1);
  }

  @Test
  void honoursRetryAfter() {
    orchestrator.toEvents(new Reply(503, Map.of("Retry-After", "42"), "busy"));

    assertThat(target.tell(handover))
        .isEqualTo(
            new Verdict.Unreachable("answered 503: busy", Optional.of(Duration.ofSeconds(42))));
  }

  @Test
  void aSilentOrchestratorIsNotWaitedForForever() {
    try (var impatient =
        new WebhookTarget(orchestrator.config(SECRET), clock, Duration.ofMillis(300))) {
      orchestrator.toEvents(Reply.SILENCE);
      orchestrator.toQuestions(Reply.HALF);

      assertThat(impatient.tell(handover)).isEqualTo(unreachable("no answer within 300 ms"));
      assertThat(impatient.observe(handover)).isEqualTo(unreachable("no answer within 300 ms"));
    }
  }

  @Test
  void readsNoEndlessAnswer() {
    orchestrator.toQuestions(Reply.of(200, " ".repeat(100_000)));

    assertThat(target.observe(handover)).isInstanceOf(Verdict.Unreachable.class);
  }

  @Test
  void aRefusedConnectionIsToldAsSuch() {
    orchestrator.close();

    assertThat(target.tell(handover))
        .isInstanceOfSatisfying(
            Verdict.Unreachable.class,
            verdict -> assertThat(verdict.why()).startsWith("no connection"));
  }

  @Test
  void anInterruptEndsTheCallAndIsKept() {
    Thread.currentThread().interrupt();

    assertThat(target.tell(handover)).isInstanceOf(Verdict.Unreachable.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/{id}", "/machines/{id}", "http://host/machines", "http:///{id}"})
  void refusesAConfigurationThatCannotWork(String machines) {
    URI events = URI.create("http://host/events");
    var signing = StandardWebhooks.of(List.of(SECRET));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookConfig("lab", events, events, machines, signing))
        .withMessageContaining("machines");
  }

  private WebhookTarget target(WebhookConfig config) {
    return new WebhookTarget(config, clock, Duration.ofSeconds(10));
  }

  private static Verdict unreachable(String why) {
    return new Verdict.Unreachable(why, Optional.empty());
  }
}
