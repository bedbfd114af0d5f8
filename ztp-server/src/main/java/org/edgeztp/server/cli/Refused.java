package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.regex.Pattern;

/** The server answered with a refusal; its message is the refusal's own sentence. */
public final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  private static final Pattern MEMBER = Pattern.compile("\\{\"([a-z]+)\": \"([A-Z]+)\"}");
  private static final Pattern QUERY = Pattern.compile("\\(([a-z]+)=([A-Z]+)\\)");

  private final int status;

  /**
   * @param status of HTTP
   */
  Refused(int status, String detail) {
    super(detail);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** What the API says of a field of its JSON or of its address, in options of the command line. */
  static String inOptions(String detail) {
    String body = MEMBER.matcher(detail).replaceAll("--$1 $2");
    return QUERY.matcher(body).replaceAll("(--$1 $2)");
  }
}
