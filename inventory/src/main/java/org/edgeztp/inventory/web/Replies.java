package org.edgeztp.inventory.web;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.edgeztp.inventory.Sites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is sent for what a route answers, or for what it fails with. */
final class Replies {
  private static final Logger log = LoggerFactory.getLogger(Replies.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int REJECTED = 422;

  private Replies() {}

  /** The reply to a question that was answered. */
  static Reply of(Object answer, Question question) {
    return switch (answer) {
      case Problem problem -> of(problem);
      case Rejected(var why) -> new Reply(REJECTED, Reply.JSON, Map.of(), json(why), true);
      case Tagged(var tag, var body) ->
          Reply.json(json(body)).with(HttpHeader.ETAG.asString(), Reply.quoted(tag));
      case Untold(var body) -> Reply.json(json(body)).notKept();
      case Paged page -> of(page, question);
      // Only looked at here; those who ask for it get it as it is written.
      case Streamed streamed -> new Reply(200, streamed.type(), Map.of(), "", false);
      default -> Reply.json(json(answer)).tagged();
    };
  }

  private static Reply of(Paged page, Question question) {
    String path = Request.getPathInContext(question.request());
    Reply reply = Reply.json(json(page.body(path, question.parts())));
    Optional<String> next = page.link(path, question.parts());
    return next.map(to -> reply.with(HttpHeader.LINK.asString(), "<" + to + ">; rel=\"next\""))
        .orElse(reply);
  }

  static Reply of(Problem problem) {
    return new Reply(problem.code().status(), Reply.PROBLEM, Map.of(), json(problem.body()), true);
  }

  /** The reply to a question that could not be answered. */
  static Reply of(Exception e) {
    return switch (e) {
      case WrongField wrong ->
          of(
              new Problem(
                  Problem.Code.BAD_REQUEST,
                  String.valueOf(wrong.getMessage()),
                  Optional.of(wrong.field())));
      case JacksonException _ -> of(Problem.badRequest("the body is not JSON"));
      case IllegalArgumentException _ -> of(Problem.badRequest(String.valueOf(e.getMessage())));
      case Sites.OutsideException outside -> of(Problem.outside(outside));
      case UpstreamException _ ->
          of(new Problem(Problem.Code.UPSTREAM, String.valueOf(e.getMessage())));
      default -> {
        log.error("Answering a request", e);
        yield of(new Problem(Problem.Code.INTERNAL, "this was not foreseen: " + e));
      }
    };
  }

  private static String json(Object body) {
    return JSON.writeValueAsString(body);
  }
}
