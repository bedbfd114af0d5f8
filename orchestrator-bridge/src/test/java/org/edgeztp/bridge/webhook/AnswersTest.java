package org.edgeztp.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.bridge.Fixtures.NOON;

import java.time.Duration;
import java.util.Optional;
import org.edgeztp.bridge.Fixtures;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.webhook.Answers.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void onlySuccessMeansThatTheOfferWasHeard(int status) {
    assertThat(Answers.toMessage(answer(status, ""), NOON))
        .isEqualTo(new Verdict.Pending("took the event", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 401, 404, 409, 429, 500, 502, 503, 504})
  void everythingElseIsTriedAgain(int status) {
    assertThat(Answers.toMessage(answer(status, "because\nof this"), NOON))
        .isEqualTo(new Verdict.Unreachable("answered " + status + ": because", Optional.empty()));
  }

  @Test
  void goneIsARefusal() {
    assertThat(Answers.toMessage(answer(410, "no more of these"), NOON))
        .isEqualTo(new Verdict.Refused("answered 410: no more of these"));
    assertThat(toQuestion(410, "")).isEqualTo(new Verdict.Refused("answered 410"));
  }

  @Test
  void retryAfterIsPassedOn() {
    var busy = new Answer(503, Optional.of("7"), "");

    assertThat(Answers.toMessage(busy, NOON))
        .isEqualTo(new Verdict.Unreachable("answered 503", Optional.of(Duration.ofSeconds(7))));
  }

  @Test
  void acceptedWithAReferenceIsTheConfirmation() {
    assertThat(toQuestion("accepted", "\"reference\":\"node-7\""))
        .isEqualTo(new Verdict.Confirmed("node-7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          accepted |                                    | accepted it without a reference
          accepted | "reference":7                      | accepted it without a reference
          happy    |                                    | answered with state 'happy'
          ''       |                                    | answered with state ''
          """)
  void halfAConfirmationIsNone(String state, String more, String why) {
    assertThat(toQuestion(state, more == null ? "\"x\":1" : more))
        .isEqualTo(new Verdict.Unreachable(why, Optional.empty()));
  }

  @Test
  void pendingAndRefusedTellTheirReasons() {
    assertThat(toQuestion("pending", "\"reason\":\"joins\""))
        .isEqualTo(new Verdict.Pending("joins", Optional.empty()));
    assertThat(toQuestion("refused", "\"reason\":\"no room\""))
        .isEqualTo(new Verdict.Refused("no room"));
  }

  @Test
  void anAnswerForAnotherMachineOrAnEarlierHandoverDoesNotCount() {
    assertThat(
            toQuestion(200, "{\"id\":\"m-ffffffffff\",\"state\":\"accepted\",\"reference\":\"n\"}"))
        .isInstanceOf(Verdict.Unreachable.class);
    assertThat(toQuestion("accepted", "\"reference\":\"n\",\"event\":\"evt_0123456789_0\""))
        .isEqualTo(new Verdict.Pending("still speaks of an earlier event", Optional.empty()));
    assertThat(toQuestion("accepted", "\"reference\":\"n\",\"event\":\"evt_0123456789_1\""))
        .isEqualTo(new Verdict.Confirmed("n"));
  }

  @Test
  void aMachineItDoesNotKnowIsUnknown() {
    assertThat(toQuestion(404, "no such machine"))
        .isEqualTo(new Verdict.Unknown("answered 404: no such machine"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          404 | gone for long                                     | Confirmed   | it answered 404: gone for long
          410 | -                                                 | Confirmed   | it answered 410
          500 | oops                                              | Unreachable | answered 500: oops
          200 | {"id":"m-0123456789","state":"drained"}           | Confirmed   | drained
          200 | {"id":"m-0123456789","state":"drained","event":"evt_0123456789_1"} | Pending | still speaks of an earlier event
          200 | {"id":"m-0123456789","state":"accepted"}          | Pending     | still has it
          200 | {"id":"m-0123456789","state":"pending","reason":"2 pods left"} | Pending | 2 pods left
          200 | {"id":"m-0123456789","state":"refused","reason":"the last copy"} | Refused | the last copy
          200 | {"id":"m-ffffffffff","state":"drained"}           | Unreachable | answered for machine 'm-ffffffffff'
          """)
  void onlyOneThatHasDrainedItOrKnowsNothingOfItLetsAMachineGo(
      int status, String body, String verdict, String why) {
    Verdict said =
        Answers.toQuestion(answer(status, body == null ? "" : body), Fixtures.withdrawal(), NOON);

    assertThat(said.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(said.toString()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "<html>", "[]", "null", "7", "{\"id\":{}}"})
  void nonsenseIsNoAnswer(String body) {
    assertThat(toQuestion(200, body)).isInstanceOf(Verdict.Unreachable.class);
  }

  @Test
  void whatAStrangerSaysIsClippedAndPlain() {
    String rude = "\u001b[31m" + "x".repeat(5000) + "\u0007";

    assertThat(Answers.toMessage(answer(500, rude), NOON))
        .isInstanceOfSatisfying(
            Verdict.Unreachable.class,
            verdict -> assertThat(verdict.why()).hasSizeLessThan(230).doesNotContain("\u001b"));
  }

  private static Verdict toQuestion(String state, String more) {
    return toQuestion(200, "{\"id\":\"m-0123456789\",\"state\":\"%s\",%s}".formatted(state, more));
  }

  private static Verdict toQuestion(int status, String body) {
    return Answers.toQuestion(answer(status, body), Fixtures.handover(), NOON);
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, Optional.empty(), body);
  }
}
