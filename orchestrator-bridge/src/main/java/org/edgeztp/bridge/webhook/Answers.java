package org.edgeztp.bridge.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.bridge.Handover;
import org.edgeztp.bridge.Message;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.Withdrawal;
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

  /** To the message: only 2xx is success, and success only means that it was heard. */
  static Verdict.OnMessage toMessage(Answer answer, Instant now) {
    Optional<Duration> after = RetryAfter.parse(answer.retryAfter(), now);
    if (answer.successful()) {
      return new Verdict.Pending("took the event", after);
    }
    return answer.status() == 410
        ? new Verdict.Refused(said(answer))
        : new Verdict.Unreachable(said(answer), after);
  }

  /** To the question what became of a message. */
  static Verdict toQuestion(Answer answer, Message message, Instant now) {
    Optional<Duration> after = RetryAfter.parse(answer.retryAfter(), now);
    if (answer.status() == 404 || answer.status() == 410) {
      return without(answer, message);
    }
    if (!answer.successful()) {
      return new Verdict.Unreachable(said(answer), after);
    }
    try {
      return read(JSON.readTree(answer.body()), message, after);
    } catch (JacksonException e) {
      return new Verdict.Unreachable("answered " + answer.status() + " without JSON", after);
    }
  }

  /** From one that has no such machine, or none any more. */
  private static Verdict without(Answer answer, Message message) {
    return switch (message) {
      case Withdrawal _ -> new Verdict.Confirmed("it " + said(answer));
      case Handover _ ->
          answer.status() == 404
              ? new Verdict.Unknown(said(answer))
              : new Verdict.Refused(said(answer));
    };
  }

  private static Verdict read(JsonNode json, Message message, Optional<Duration> after) {
    String id = text(json, "id");
    if (!id.equals(message.machine().value())) {
      return new Verdict.Unreachable("answered for machine '" + clipped(id) + "'", after);
    }
    String event = text(json, "event");
    if (!event.isEmpty() && !event.equals(message.event())) {
      return new Verdict.Pending("still speaks of an earlier event", after);
    }
    return switch (message) {
      case Handover _ -> ofHandover(json, after);
      case Withdrawal _ -> ofWithdrawal(json, after);
    };
  }

  private static Verdict ofHandover(JsonNode json, Optional<Duration> after) {
    String state = text(json, "state");
    return switch (state) {
      case "accepted" -> accepted(clipped(text(json, "reference")), after);
      case "pending" -> new Verdict.Pending(reason(json, "pending"), after);
      case "refused" -> new Verdict.Refused(reason(json, "refused, no reason given"));
      default -> new Verdict.Unreachable("answered with state '" + clipped(state) + "'", after);
    };
  }

  private static Verdict ofWithdrawal(JsonNode json, Optional<Duration> after) {
    String state = text(json, "state");
    return switch (state) {
      case "drained" -> new Verdict.Confirmed(reason(json, "drained"));
      case "accepted", "pending" -> new Verdict.Pending(reason(json, "still has it"), after);
      case "refused" -> new Verdict.Refused(reason(json, "refused, no reason given"));
      default -> new Verdict.Unreachable("answered with state '" + clipped(state) + "'", after);
    };
  }

  private static String reason(JsonNode json, String otherwise) {
    String told = clipped(text(json, "reason"));
    return told.isEmpty() ? otherwise : told;
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
