package org.edgeztp.server.boot;

/**
 * Why a machine is not given what it asked for.
 *
 * @param status as HTTP has it; TFTP, which has no such numbers, sends the reason alone
 * @param reason one line for the person at the console
 */
public record Refusal(int status, String reason) {
  /** Whether the boot token, or who shows it and when, is the reason. */
  public boolean isOfToken() {
    return status == 403 || status == 409 || status == 410;
  }

  /** Whether the machine is past what it asks for. */
  public boolean isGone() {
    return status == 410;
  }

  public static Refusal forbidden(String reason) {
    return new Refusal(403, reason);
  }

  public static Refusal notFound(String reason) {
    return new Refusal(404, reason);
  }

  public static Refusal conflict(String reason) {
    return new Refusal(409, reason);
  }

  public static Refusal gone(String reason) {
    return new Refusal(410, reason);
  }

  /** A report has more bytes than it may have. */
  public static Refusal tooLong(int limit) {
    return new Refusal(413, "the report is longer than %d KiB".formatted(limit >> 10));
  }

  public static Refusal unreadable(String reason) {
    return new Refusal(422, reason);
  }
}
