package org.edgeztp.inventory.web;

import org.eclipse.jetty.server.Request;
import org.edgeztp.inventory.web.AnswerMemory.Asked;
import org.edgeztp.inventory.web.AnswerMemory.Kept;
import org.edgeztp.inventory.web.AnswerMemory.Known;

/** Does what a key asks for once, however often it is asked for. */
final class Once {
  static final String HEADER = "Idempotency-Key";

  private static final String AGAIN = "Idempotency-Replayed";

  private final AnswerMemory memory;

  Once(AnswerMemory memory) {
    this.memory = memory;
  }

  /** What does it, and answers. */
  interface Doing {
    Reply reply() throws InterruptedException;
  }

  /**
   * Does it, or gives the answer of the first time.
   *
   * @param text of the body
   */
  Reply reply(String key, Request request, String text, Doing doing) throws InterruptedException {
    if (!key.matches("[!-~]{1,255}")) {
      return Replies.of(
          new WrongField(HEADER, "an Idempotency-Key is 1 to 255 printable characters"));
    }
    String all = request.getMethod() + ' ' + request.getHttpURI().getPathQuery() + '\n' + text;
    var asked = new Asked(Caller.name(), key, Reply.hash(all));
    return switch (memory.begin(asked)) {
      case Known.Fresh _ -> first(asked, doing);
      case Known.Answered(var kept) ->
          new Reply(kept.status(), kept.type(), kept.headers(), kept.body(), true)
              .with(AGAIN, "true");
      case Known.Begun(var done) ->
          Replies.of(
              done
                  ? new Problem(
                      Problem.Code.KEY_SPENT,
                      "this was done before, and what it answered was told once")
                  : new Problem(
                      Problem.Code.KEY_IN_USE,
                      "a request with this key was begun and has not been answered"));
      case Known.Other _ ->
          Replies.of(
              new Problem(Problem.Code.KEY_REUSED, "this key was sent with another request"));
    };
  }

  /**
   * What was refused was not done, and may be asked for again with the same key; of what broke off
   * that is not known.
   */
  private Reply first(Asked asked, Doing doing) throws InterruptedException {
    Reply reply = doing.reply();
    if (reply.isGood() && reply.kept()) {
      memory.answered(asked, new Kept(reply.status(), reply.type(), reply.headers(), reply.body()));
    } else if (reply.isGood()) {
      memory.done(asked);
    } else if (reply.status() != Problem.Code.INTERNAL.status()) {
      memory.undone(asked);
    }
    return reply;
  }
}
