package org.edgeztp.inventory.web;

/**
 * A refusal that a caller can act on, in the form of RFC 9457.
 *
 * @param code stable, for programs
 * @param detail one sentence for a person: what is wrong and what to do
 */
record Problem(int status, String code, String detail) {
  static Problem notFound(String what) {
    return new Problem(404, "not-found", what);
  }

  static Problem conflict(String why) {
    return new Problem(409, "conflict", why);
  }

  static Problem badRequest(String why) {
    return new Problem(400, "bad-request", why);
  }

  Object body() {
    return new Body("about:blank", code, status, detail);
  }

  private record Body(String type, String title, int status, String detail) {}
}
