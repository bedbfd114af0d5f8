package org.edgeztp.server.access;

import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** A person at a browser, as long as the token lasts that it logged in with. */
public final class Session {
  private static final String ATTRIBUTE = Session.class.getName();

  private final String id;
  private final Token token;
  private final String seal;

  Session(String id, Token token, String seal) {
    this.id = id;
    this.token = token;
    this.seal = seal;
  }

  /** Whose request it is; empty on the pages that are for everybody. */
  public static Optional<Session> of(Request request) {
    return Optional.ofNullable((Session) request.getAttribute(ATTRIBUTE));
  }

  void attachTo(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  String id() {
    return id;
  }

  Token token() {
    return token;
  }

  public String name() {
    return token.name();
  }

  public String role() {
    return token.role().text();
  }

  /** What every form must send back as {@code seal}: no page of another site knows it. */
  public String seal() {
    return seal;
  }

  /** Whether it may act on machines. */
  public boolean isOperator() {
    return token.role().covers(Role.OPERATOR);
  }

  public boolean isAdmin() {
    return token.role().covers(Role.ADMIN);
  }
}
