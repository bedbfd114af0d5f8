package org.edgeztp.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.edgeztp.inventory.web.AnswerMemory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Answers in the database: what was begun is known after a restart too. */
final class KeptAnswers implements AnswerMemory {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final String UNIQUE_VIOLATION = "23505";
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final Jdbi jdbi;
  private final Clock clock;

  KeptAnswers(DataSource source, Clock clock) {
    this.jdbi = Jdbi.create(source);
    this.clock = clock;
  }

  @Override
  public Known begin(Asked asked) {
    Instant now = clock.instant();
    jdbi.useHandle(
        handle -> handle.execute("delete from answer where begun < ?", utc(now.minus(KEPT))));
    return jdbi.withHandle(
        handle -> insert(handle, asked, now) ? new Known.Fresh() : known(handle, asked));
  }

  @Override
  public void answered(Asked asked, Kept answer) {
    jdbi.useHandle(handle ->
        handle.execute(
            """
            update answer set done = true, status = ?, type = ?, headers = ?, body = ?
            where who = ? and request_key = ?
            """,
            answer.status(),
            answer.type(),
            JSON.writeValueAsString(answer.headers()),
            answer.body(),
            asked.who(),
            asked.key()));
  }

  @Override
  public void done(Asked asked) {
    jdbi.useHandle(handle ->
        handle.execute(
            "update answer set done = true where who = ? and request_key = ?",
            asked.who(),
            asked.key()));
  }

  @Override
  public void undone(Asked asked) {
    jdbi.useHandle(handle ->
        handle.execute(
            "delete from answer where who = ? and request_key = ?", asked.who(), asked.key()));
  }

  private static boolean insert(Handle handle, Asked asked, Instant now) {
    try {
      handle.execute(
          """
          insert into answer (who, request_key, fingerprint, begun, done)
          values (?, ?, ?, ?, false)
          """,
          asked.who(),
          asked.key(),
          asked.fingerprint(),
          utc(now));
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static Known known(Handle handle, Asked asked) {
    Optional<Known> known =
        handle
            .createQuery("select * from answer where who = ? and request_key = ?")
            .bind(0, asked.who())
            .bind(1, asked.key())
            .map((row, _) -> known(row, asked))
            .findFirst();
    // What was refused meanwhile may be asked for again, by whoever asks next.
    return known.orElse(new Known.Begun(false));
  }

  private static Known known(ResultSet row, Asked asked) throws SQLException {
    if (!row.getString("fingerprint").equals(asked.fingerprint())) {
      return new Known.Other();
    }
    return row.getString("body") == null
        ? new Known.Begun(row.getBoolean("done"))
        : new Known.Answered(
            new Kept(
                row.getInt("status"),
                row.getString("type"),
                JSON.readValue(row.getString("headers"), HEADERS),
                row.getString("body")));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
