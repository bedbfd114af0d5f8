package org.edgeztp.server.ui;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Who is sent what happens, how far each is, and what it said last.
 *
 * @param fault why the last thing asked for was not done
 */
record WebhooksPage(List<Line> lines, Optional<String> fault) {
  /**
   * A webhook.
   *
   * @param wanted of which entries it is sent, a line for each thing that they have to be; all
   *     where empty
   * @param seq the number of the last entry that it took or that was passed over
   * @param waiting entries that it is still to be sent, among the next 1000
   * @param oldest of these
   * @param attempts calls in vain for that one
   * @param next when it is called again, where the last call was in vain
   * @param delivered events that it took since the server started
   * @param failed calls in vain since then
   */
  record Line(
      String name,
      String url,
      List<String> wanted,
      long seq,
      int waiting,
      Optional<Moment> oldest,
      int attempts,
      Optional<Moment> next,
      long delivered,
      long failed,
      Optional<Answer> answer) {
    /** Whether there may be more than were counted. */
    public boolean isUncounted() {
      return waiting >= 1000;
    }
  }

  /** To the last call since the server started. */
  record Answer(Moment at, boolean taken, String text) {}

  static WebhooksPage of(JsonNode webhooks, Optional<String> fault, Instant now) {
    return new WebhooksPage(
        webhooks.path("items").valueStream().map(item -> line(item, now)).toList(), fault);
  }

  private static Line line(JsonNode item, Instant now) {
    JsonNode answer = item.path("answer");
    return new Line(
        item.path("name").asString(),
        item.path("url").asString(),
        Stream.of("kinds", "states", "sites")
            .filter(of -> !item.path(of).isEmpty())
            .map(of ->
                of
                    + ": "
                    + String.join(
                        ", ", item.path(of).valueStream().map(JsonNode::asString).toList()))
            .toList(),
        item.path("seq").asLong(),
        item.path("waiting").asInt(),
        moment(item.path("oldest"), now),
        item.path("attempts").asInt(),
        moment(item.path("next"), now),
        item.path("delivered").asLong(),
        item.path("failed").asLong(),
        moment(answer.path("at"), now)
            .map(at ->
                new Answer(
                    at, answer.path("taken").asBoolean(), answer.path("text").asString(""))));
  }

  private static Optional<Moment> moment(JsonNode told, Instant now) {
    return Optional.ofNullable(told.stringValue(null))
        .map(text -> new Moment(Instant.parse(text), now));
  }
}
