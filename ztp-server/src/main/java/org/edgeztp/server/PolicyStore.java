package org.edgeztp.server;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** What was applied, every version of it; the newest counts. */
final class PolicyStore {
  private final Jdbi jdbi;
  private final Clock clock;

  PolicyStore(DataSource source, Clock clock) {
    this.jdbi = Jdbi.create(source);
    this.clock = clock;
  }

  /**
   * One version.
   *
   * @param name of the file it came from
   * @param text empty where the configuration's counts again
   */
  record Applied(long version, OffsetDateTime at, String name, Optional<String> text) {}

  /** Empty when nothing was ever applied. */
  Optional<Applied> newest() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from policy order by version desc fetch first 1 row only")
            .map((row, _) ->
                new Applied(
                    row.getLong("version"),
                    row.getObject("applied", OffsetDateTime.class),
                    row.getString("name"),
                    Optional.ofNullable(row.getString("text"))))
            .findFirst());
  }

  void add(String name, Optional<String> text) {
    jdbi.useHandle(handle ->
        handle.execute(
            "insert into policy (applied, name, text) values (?, ?, ?)",
            clock.instant().atOffset(ZoneOffset.UTC),
            name,
            text.orElse(null)));
  }
}
