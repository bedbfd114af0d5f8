package org.edgeztp.inventory.web;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Sites;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal that a caller can act on, in the form of RFC 9457.
 *
 * @param detail one sentence for a person: what is wrong this time
 * @param field the part of what was sent that is wrong, where it is one
 */
public record Problem(Code code, String detail, Optional<String> field) {
  private static final JsonMapper JSON = new JsonMapper();

  /** What kinds there are. Their names are stable, for programs. */
  public enum Code {
    BAD_REQUEST(400, "The request is wrong", "Correct what the detail names and send it again."),
    NO_TOKEN(401, "No token was sent", "Send a token as 'Authorization: Bearer TOKEN'."),
    WRONG_TOKEN(401, "The token does not count", "Ask an administrator for another token."),
    ROLE(403, "The role does not allow it", "Use a token of the role that the detail names."),
    SITE(403, "The token is for other sites", "Use a token of the site that it is of."),
    CROSS_SITE(403, "A page of another site asks", "Ask from the server's own pages or a program."),
    SEAL(403, "The form is of another session", "Load the page anew and send its form again."),
    NOT_FOUND(404, "There is no such thing", "Look for its name in the list above it."),
    METHOD(405, "That is not done here", "Use a method of the header Allow."),
    CONFLICT(409, "It cannot be done now", "Look at what is there, and ask for what fits it."),
    KEY_IN_USE(
        409,
        "Whether it was done is not known",
        "Look at what is there; wait, if the first request may still be running."),
    KEY_SPENT(
        409,
        "It was done, and its answer is not kept",
        "Look at what is there; use another Idempotency-Key to do it once more."),
    CHANGED(412, "It was changed since", "Read it again and decide again, with its new ETag."),
    TOO_LONG(413, "The body is too long", "Send less at once."),
    KEY_REUSED(
        422, "The key belongs to another request", "Use a new Idempotency-Key for each request."),
    MISMATCH(
        422, "The content is not what was told", "Send the right file, or tell the right hash."),
    HELD(429, "Too many wrong tokens", "Wait as long as the header Retry-After says."),
    INTERNAL(500, "The server has a fault", "Look into its log, and report it."),
    UPSTREAM(
        502, "What stands behind does not do it", "Mend what the detail names, and ask again."),
    AWAY(
        503,
        "The provider of the token is away",
        "Ask again in a moment, or use a token of the server's own."),
    NOT_READY(503, "The server does not serve", "Mend what the detail names."),
    NOT_YET(503, "The server has just started", "Ask again in a second."),
    NO_ROOM(507, "The disk has no room for it", "Free some of the server's disk, and go on.");

    private final int status;
    private final String title;
    private final String remedy;

    Code(int status, String title, String remedy) {
      this.status = status;
      this.title = title;
      this.remedy = remedy;
    }

    /** As answers and the documentation name it: {@code not-found}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of the answer (RFC 9110, section 15). */
    public int status() {
      return status;
    }

    /** What happened, the same each time. */
    public String title() {
      return title;
    }

    /** What to do about it. */
    public String remedy() {
      return remedy;
    }
  }

  /** A refusal that is of no one part of the request. */
  public Problem(Code code, String detail) {
    this(code, detail, Optional.empty());
  }

  /** Of the answer (RFC 9110, section 15). */
  public int status() {
    return code.status();
  }

  /** Something is not there. */
  public static Problem notFound(String what) {
    return new Problem(Code.NOT_FOUND, what);
  }

  /** It cannot be done as things stand. */
  public static Problem conflict(String why) {
    return new Problem(Code.CONFLICT, why);
  }

  /** The request itself is wrong. */
  public static Problem badRequest(String why) {
    return new Problem(Code.BAD_REQUEST, why);
  }

  /** Something is of a site that who asks may not see. */
  public static Problem outside(Sites.OutsideException e) {
    return new Problem(Code.SITE, String.valueOf(e.getMessage()));
  }

  /** Makes it the answer to a request. */
  public boolean send(Response response, Callback callback) {
    response.setStatus(code.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Reply.PROBLEM);
    response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(body())), callback);
    return true;
  }

  Body body() {
    return new Body(
        "/api/v1/docs#" + code.key(),
        code.title(),
        code.status(),
        code.key(),
        detail,
        field.orElse(null),
        code.remedy());
  }

  record Body(
      String type,
      String title,
      int status,
      String code,
      String detail,
      @Nullable String field,
      String remedy) {}
}
