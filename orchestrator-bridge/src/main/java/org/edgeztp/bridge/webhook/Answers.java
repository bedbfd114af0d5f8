package org.edgeztp.bridge.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.bridge.Handover;
import org.edgeztp.bridge.Verdict;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an orchestrator's HTTP answers mean. Pure. */
final class Answers {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST = 200;

  /**
   * An answer off the wire.
   *
   * @param retryAfter the header of that name
   */
  record Answer(int status, Optional<String> retryAfter, String body) {
    boolean successful() {
      return status / 100 == 2;
    }
  }

  private Answers() {}

  /** To the event: only 2xx is success, and success only means that it was heard. */
  static Verdict.OnOffer toOffer(Answer answer, Instant now) {
    Optional<Duration> after = RetryAfter.parse(answer.retryAfter(), now);
    if (answer.successful()) {
      return new Verdict.Pending("took the event", after);
    }
    return answer.status() == 410
        ? new Verdict.Refused(said(answer))
        : new Verdict.Unreachable(said(answer), after);
  }

  /** To the question what became of a machine. */
  static Verdict toQuestion(Answer answer, Handover handover, Instant now) {
    Optional<Duration> after = RetryAfter.parse(answer.retryAfter(), now);
    if (answer.status() == 404) {
      return new Verdict.Unknown(said(answer));
    }
    if (answer.status() == 410) {
      return new Verdict.Refused(said(answer));
    }
    if (!answer.successful()) {
      return new Verdict.Unreachable(said(answer), after);
    }
    try {
      return read(JSON.readTree(answer.body()), handover, after);
    } catch (JacksonException e) {
      return new Verdict.Unreachable("answered " + answer.status() + " without JSON", after);
    }
  }

  private static Verdict read(JsonNode json, Handover handover, Optional<Duration> after) {
    String id = text(json, "id");
    if (!id.equals(handover.machine().value())) {
      return new Verdict.Unreachable("answered for machine '" + clipped(id) + "'", after);
    }
    String event = text(json, "event");
    if (!event.isEmpty() && !event.equals(handover.event())) {
      return new Verdict.Pending("still speaks of an earlier hand-over", after);
    }
    String reason = clipped(text(json, "reason"));
    String state = text(json, "state");
    return switch (state) {
      case "accepted" -> accepted(clipped(text(json, "reference")), after);
      case "pending" -> new Verdict.Pending(reason.isEmpty() ? "pending" : reason, after);
      case "refused" -> new Verdict.Refused(reason.isEmpty() ? "refused, no reason given" : reason);
      default -> new Verdict.Unreachable("answered with state '" + clipped(state) + "'", after);
    };
  }

  private static Verdict accepted(String reference, Optional<Duration> after) {
    return reference.isEmpty()
        ? new Verdict.Unreachable("accepted it without a reference", after)
        : new Verdict.Confirmed(reference);
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isString() ? value.stringValue() : "";
  }

  private static String said(Answer answer) {
    String line = clipped(answer.body().lines().findFirst().orElse(""));
    return "answered " + answer.status() + (line.isEmpty() ? "" : ": " + line);
  }

  private static String clipped(String text) {
    String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST - 1) + "…" : plain;
  }
}
