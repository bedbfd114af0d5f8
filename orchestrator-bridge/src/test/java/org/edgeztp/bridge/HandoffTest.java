package org.edgeztp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.bridge.Fixtures.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.edgeztp.bridge.webhook.FakeOrchestrator.Reply;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;

/** The whole phase over real HTTP; only the time is made up. */
class HandoffTest extends HandoffBench {
  @Test
  void bringsAMachineIntoServiceOnceTheOrchestratorConfirmsIt() {
    assertThat(advance()).isEqualTo(new Progress.Again(delivery().nextAt()));
    assertThat(state()).isEqualTo(State.HANDING_OFF);
    assertThat(orchestrator.questions()).isEmpty();

    clock.moveTo(delivery().nextAt());
    assertThat(advance()).isInstanceOf(Progress.Settled.class);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(timeline("Joined")).containsExactly("lab confirms it as node-7");
    assertThat(delivery().reference()).contains("node-7");
    assertThat(delivery().confirmedAt()).contains(clock.instant());
  }

  @Test
  void tellsTheAcceptanceEvidenceAndNothingOfTheRestOfTheTimeline() {
    advance();

    String body = orchestrator.events().getFirst().body();
    assertThat(body)
        .contains(
            "time is synchronised", "ddnn answers its self-test", "2 acceptance checks passed")
        .contains("\"hostKey\":\"" + Fixtures.HOST_KEY + "\"", "\"roles\":[\"base\",\"ddnn\"]")
        .doesNotContain("nebula");
  }

  @Test
  void doesNothingBeforeItIsDue() {
    orchestrator.toEvents(Reply.of(500, ""));
    advance();
    advance();
    clock.advance(Duration.ofMillis(900));
    advance();

    assertThat(orchestrator.events()).hasSize(1);
  }

  @Test
  void offersUntilItIsHeardAndTellsEachFailureWithTheNextTime() {
    orchestrator.toEvents(Reply.of(500, "oops"), Reply.of(401, "who is this"));
    advanceWhenDue(4);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(orchestrator.events()).hasSize(3);
    assertThat(ids()).containsOnly("evt_0123456789_1");
    assertThat(timeline("handoff"))
        .containsExactly(
            "offer 1 to lab failed: answered 500: oops; next in 1 s",
            "offer 2 to lab failed: answered 401: who is this; next in 2 s",
            "offered to lab as evt_0123456789_1");
  }

  @Test
  void survivesAnOrchestratorThatIsDownForAWhile() {
    orchestrator.close();
    advanceWhenDue(3);

    assertThat(state()).isEqualTo(State.HANDING_OFF);
    assertThat(delivery().attempts()).isEqualTo(3);
    assertThat(timeline("handoff")).hasSize(3).allMatch(text -> text.contains("no connection"));
  }

  @Test
  void tellsHowTheOrchestratorIs() {
    orchestrator.toEvents(Reply.of(500, "oops"));
    Handoff handoff = handoff(deliveries);
    assertThat(handoff.states())
        .extracting(OrchestratorState::answer)
        .containsOnly(Optional.empty());
    Progress _ = handoff.advance(machine);

    assertThat(handoff.states())
        .containsExactly(
            new OrchestratorState(
                "lab",
                orchestrator.url().toString(),
                1,
                Optional.of(NOON),
                Optional.of(new OrchestratorState.Answer(NOON, "answered 500: oops"))));
  }

  @Test
  void waitsAsLongAsTheOrchestratorAsks() {
    orchestrator.toEvents(new Reply(429, Map.of("Retry-After", "90"), ""));
    advance();

    assertThat(delivery().nextAt()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void goneIsARefusalAndFailsTheMachineWithTheReason() {
    orchestrator.toEvents(Reply.of(410, "this site is closed"));

    assertThat(advance()).isInstanceOf(Progress.Settled.class);
    assertThat(state()).isEqualTo(State.FAILED);
    assertThat(timeline("HandoffRefused"))
        .containsExactly("lab: answered 410: this site is closed");
  }

  @Test
  void keepsAskingWhileTheOrchestratorIsUndecided() {
    Reply pending = Reply.machine("pending", "\"reason\":\"its agent has not joined\"");
    orchestrator.toQuestions(pending, pending, pending);
    advanceWhenDue(3);
    assertThat(code()).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    assertThat(code()).contains(CauseCode.ORCHESTRATOR_SILENT);
    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(orchestrator.events()).hasSize(1);
    assertThat(orchestrator.questions()).hasSize(4);
    assertThat(timeline("handoff"))
        .containsExactly(
            "offered to lab as evt_0123456789_1", "lab has not decided: its agent has not joined");
  }

  @Test
  void aRefusalAfterTheOfferFailsTheMachine() {
    orchestrator.toQuestions(Reply.machine("refused", "\"reason\":\"no room at this site\""));
    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.FAILED);
    assertThat(timeline("HandoffRefused")).containsExactly("lab: no room at this site");
    assertThat(code()).contains(CauseCode.ORCHESTRATOR_REFUSED);
  }

  @Test
  void offersAgainUnderTheSameIdWhenTheOrchestratorForgotTheMachine() {
    orchestrator.toQuestions(Reply.of(404, ""));
    advanceWhenDue(4);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(ids()).containsExactly("evt_0123456789_1", "evt_0123456789_1");
  }

  @Test
  void twoHandsMakeOneCall() {
    HandoffTarget nested =
        new HandoffTarget() {
          @Override
          public String name() {
            return "lab";
          }

          @Override
          public String where() {
            return target.where();
          }

          @Override
          public Verdict.OnMessage tell(Message message) {
            assertThat(HandoffTest.this.advance())
                .isEqualTo(new Progress.Again(NOON.plus(Handoff.CALL).plusSeconds(5)));
            return target.tell(message);
          }

          @Override
          public Verdict observe(Message message) {
            return target.observe(message);
          }
        };

    new Handoff(inventory, deliveries, List.of(nested), clock, new Random(1)).advance(machine);

    assertThat(orchestrator.events()).hasSize(1);
  }

  @Test
  void aRetryAfterAFailureIsANewHandoverWithTheSameEvidence() {
    orchestrator.toEvents(Reply.of(410, ""));
    advance();
    machine = Fixtures.after(inventory, current(), new Event.Retry("somebody"));
    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(ids()).containsExactly("evt_0123456789_1", "evt_0123456789_2");
    assertThat(orchestrator.events().getLast().body()).contains("ddnn answers its self-test");
  }

  @Test
  void anInterruptedHandLeavesTheRestToTheNext() {
    Thread.currentThread().interrupt();
    Progress stopped = advance();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped).isEqualTo(new Progress.Again(NOON.plus(Handoff.CALL).plusSeconds(5)));
    assertThat(timeline("handoff")).isEmpty();
    advanceWhenDue(2);
    assertThat(state()).isEqualTo(State.IN_SERVICE);
  }

  @Test
  void aMachineThatHasMovedOnIsLeftAlone() {
    Fixtures.after(inventory, machine, new Event.HandoffRefused("lab", "somebody stopped it"));

    assertThat(advance())
        .isInstanceOfSatisfying(
            Progress.Settled.class,
            settled -> assertThat(settled.outcome()).isInstanceOf(Outcome.Stale.class));
    assertThat(orchestrator.events()).isEmpty();
  }

  @Test
  void anOrchestratorNobodyConfiguredFailsTheMachineByName() {
    new Handoff(inventory, deliveries, List.of(), clock, new Random(1)).advance(machine);

    assertThat(timeline("HandoffRefused"))
        .containsExactly("lab: no orchestrator of this name is configured");
  }

  private Optional<CauseCode> code() {
    return inventory.explain(inventory.find(machine.id()).orElseThrow()).cause().map(Finding::code);
  }
}
