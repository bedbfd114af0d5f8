package org.edgeztp.server.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What was changed through the API, and by whom. Entries are added and read, never changed. */
final class Audit {
  private static final JsonMapper JSON = new JsonMapper();

  private final Jdbi jdbi;

  Audit(DataSource source) {
    this.jdbi = Jdbi.create(source);
  }

  /**
   * One request.
   *
   * @param who name of the token
   * @param origin address that it came from
   * @param path with what follows the question mark
   * @param status of the answer (RFC 9110, section 15)
   * @param asked what was sent, secrets left out
   * @param changed what differs since; empty of what is older than that this is kept
   */
  record Entry(
      long seq,
      Instant at,
      String who,
      String role,
      String origin,
      String method,
      String path,
      int status,
      String asked,
      List<Difference.Change> changed) {}

  void add(Entry entry) {
    jdbi.useHandle(handle ->
        handle.execute(
            """
            insert into audit (at, who, role, origin, method, path, status, asked, changed)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            entry.at().atOffset(ZoneOffset.UTC),
            entry.who(),
            entry.role(),
            entry.origin(),
            entry.method(),
            entry.path(),
            entry.status(),
            entry.asked(),
            JSON.writeValueAsString(entry.changed())));
  }

  /** What came behind a sequence number, oldest first. */
  List<Entry> after(long seq, int limit) {
    return entries(
        "select * from audit where seq > ? order by seq fetch first ? rows only", seq, limit);
  }

  /** What came before a sequence number, newest first. */
  List<Entry> before(long seq, int limit) {
    return entries(
        "select * from audit where seq < ? order by seq desc fetch first ? rows only", seq, limit);
  }

  private List<Entry> entries(String query, long seq, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(query)
            .bind(0, seq)
            .bind(1, limit)
            .map((row, _) ->
                new Entry(
                    row.getLong("seq"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("who"),
                    row.getString("role"),
                    row.getString("origin"),
                    row.getString("method"),
                    row.getString("path"),
                    row.getInt("status"),
                    row.getString("asked"),
                    changed(row.getString("changed"))))
            .list());
  }

  private static List<Difference.Change> changed(@Nullable String json) {
    return json == null ? List.of() : List.of(JSON.readValue(json, Difference.Change[].class));
  }
}
