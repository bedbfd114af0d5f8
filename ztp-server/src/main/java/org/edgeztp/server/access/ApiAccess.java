package org.edgeztp.server.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.inventory.web.AnswerMemory;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.ssh.OwnerFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may use the API, ready for it. */
public final class ApiAccess {
  private static final Logger log = LoggerFactory.getLogger(ApiAccess.class);

  /** The token that a new server starts with. */
  private static final String FIRST = "admin";

  private final ApiTokens tokens;
  private final Audit audit;
  private final AnswerMemory answers;
  private final Clock clock;
  private final Failures failures;
  private final Sessions sessions;
  private Optional<Oidc> provider = Optional.empty();
  private Optional<ProviderLogin> login = Optional.empty();

  private ApiAccess(ApiTokens tokens, Audit audit, AnswerMemory answers, Clock clock) {
    this.tokens = tokens;
    this.audit = audit;
    this.answers = answers;
    this.clock = clock;
    this.failures = new Failures(clock);
    this.sessions = new Sessions(tokens, clock);
  }

  /**
   * Reads the tokens. Without any, or when asked to, makes an administrator's and leaves it in a
   * file that only the server's own user can read.
   */
  public static ApiAccess open(DataSource source, Path file, boolean anew, Clock clock)
      throws IOException {
    var tokens = new ApiTokens(source, clock);
    if (tokens.isEmpty() || anew) {
      OwnerFile.write(file, (tokens.renewAdmin(FIRST) + '\n').getBytes(StandardCharsets.UTF_8));
      log.info("An administrator's token of the API is in {}", file);
    }
    return new ApiAccess(tokens, new Audit(source), new KeptAnswers(source, clock), clock);
  }

  /**
   * Takes the tokens of an OpenID provider as well, for the API.
   *
   * @param people how they log in to the pages by it, where they may
   */
  public void trust(OidcSettings settings, Optional<LoginSettings> people) {
    var one = new Provider(settings, clock);
    provider = Optional.of(new Oidc(settings, one, clock));
    login = people.map(way -> new ProviderLogin(settings, way, one, clock));
  }

  /** Stands before the API. */
  public Handler guard(Handler api) {
    return new Guard(tokens, sessions, provider, failures, audit, clock, api);
  }

  /**
   * Stands before the pages for people.
   *
   * @param refusals how a page tells what may not be
   */
  public Handler guardPages(Handler pages, Refusals refusals) {
    return new PageGuard(tokens, sessions, login, failures, audit, clock, pages, refusals);
  }

  /** What was answered to whom, for those who ask again. */
  public AnswerMemory answers() {
    return answers;
  }

  public Resource tokens() {
    return new TokensResource(tokens);
  }

  public Resource audit() {
    return new AuditResource(audit);
  }
}
