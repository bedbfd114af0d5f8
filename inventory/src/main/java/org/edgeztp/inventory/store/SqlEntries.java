package org.edgeztp.inventory.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The timelines in a SQL database, in SQL that H2 and PostgreSQL both take. */
final class SqlEntries {
  private static final String INSERT_ENTRY =
      """
      insert into timeline (machine, run, at, kind, text, from_state, to_state, sign, facts)
      values (:machine, :run, :at, :kind, :text, :from_state, :to_state, :sign, :facts)
      """;

  /**
   * Goes through a machine's entries by their index, backwards and no further than wanted: H2 does
   * so when the order has both columns of the index and the question a bound of the second.
   */
  private static final String NEWEST_FIRST = "order by machine desc, seq desc";

  private static final String ALL = "seq < " + Long.MAX_VALUE;

  private static final String LAST_SEEN =
      "select * from timeline where machine = ? and %s and kind <> ? %s limit 1"
          .formatted(ALL, NEWEST_FIRST);

  /** How many are remembered, in five megabytes. */
  private static final int SEEN = 10_000;

  /** Entries that are looked through in one transaction, to forget old ones. */
  private static final int STEP = 5_000;

  private static final Duration FORGETTING = Duration.ofSeconds(10);

  private final Jdbi jdbi;

  /**
   * What lists show of machines that were looked at: to find one takes a database with millions of
   * entries a tenth of a millisecond, and a list has a hundred.
   */
  private final Map<MachineId, Entry> seen = new ConcurrentHashMap<>();

  /** Up to where old entries were forgotten. */
  private long looked;

  SqlEntries(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  static Entry append(Handle handle, Entry entry) {
    long seq =
        handle
            .createUpdate(INSERT_ENTRY)
            .bindMap(Rows.of(entry))
            .executeAndReturnGeneratedKeys("seq")
            .mapTo(Long.class)
            .one();
    return entry.withSeq(seq);
  }

  boolean amend(Entry entry) {
    try {
      return jdbi.withHandle(handle ->
          handle
                  .createUpdate("update timeline set facts = :facts where seq = :seq")
                  .bind("facts", Rows.facts(entry))
                  .bind("seq", entry.seq())
                  .execute()
              == 1);
    } finally {
      outdate(entry.machine());
    }
  }

  /**
   * Some thousand at a time and ten seconds at most, so that no transaction grows with the backlog
   * and a server that ends waits for little; the next call goes on where this one ended, and begins
   * anew once all was looked through.
   */
  synchronized int forget(Collection<String> kinds, Instant before) {
    long end =
        number("select seq from timeline where at >= ? order by at limit 1", Rows.time(before))
                .or(() -> number("select seq + 1 from timeline order by seq desc limit 1"))
                .orElse(0L)
            - 1;
    long first = number("select seq - 1 from timeline order by seq limit 1").orElse(0L);
    long begun = System.nanoTime();
    int gone = 0;
    looked = looked < end ? Math.max(looked, first) : first;
    while (looked < end && System.nanoTime() - begun < FORGETTING.toNanos()) {
      long last = Math.min(looked + STEP, end);
      gone += forget(kinds, before, looked, last);
      looked = last;
    }
    return gone;
  }

  private int forget(Collection<String> kinds, Instant before, long after, long last) {
    try {
      return jdbi.withHandle(handle ->
          handle
              .createUpdate(
                  """
                  delete from timeline
                  where seq > :after and seq <= :last
                    and at < :before and to_state is null and kind in (<kinds>)
                  """)
              .bind("after", after)
              .bind("last", last)
              .bind("before", Rows.time(before))
              .bindList("kinds", List.copyOf(kinds))
              .execute());
    } finally {
      seen.clear();
    }
  }

  private Optional<Long> number(String sql, Object... values) {
    return jdbi.withHandle(handle -> handle.select(sql, values).mapTo(Long.class).findFirst());
  }

  List<Entry> timeline(MachineId id, long after, int limit) {
    return entries(
        "machine = :machine and seq > :seq", "order by machine, seq", id.value(), after, limit);
  }

  List<Entry> moves(MachineId id) {
    return entries(
        "machine = :machine and seq > :seq and to_state is not null",
        "order by machine, seq",
        id.value(),
        0,
        Integer.MAX_VALUE);
  }

  List<Entry> all(long after, int limit) {
    return entries("seq > :seq", "order by seq", "", after, limit);
  }

  List<Entry> timelineBefore(MachineId id, long before, int limit) {
    return entries("machine = :machine and seq < :seq", NEWEST_FIRST, id.value(), before, limit);
  }

  List<Entry> allBefore(long before, int limit) {
    return entries("seq < :seq", "order by seq desc", "", before, limit);
  }

  private List<Entry> entries(String where, String order, String machine, long seq, int limit) {
    return jdbi.withHandle(handle ->
        entries(
            handle
                .createQuery(
                    "select * from timeline where %s %s limit :limit".formatted(where, order))
                .bindMap(Map.of("machine", machine, "seq", seq, "limit", limit))));
  }

  List<Entry> arrivals(Collection<State> states, Instant since) {
    return jdbi.withHandle(handle ->
        entries(
            handle
                .createQuery(
                    """
                    select * from timeline
                    where at >= :since and to_state in (<states>) and from_state <> to_state
                    """)
                .bind("since", Rows.time(since))
                .bindList("states", states.stream().map(State::name).toList())));
  }

  List<Entry> signs(MachineId id, Instant since, int limit) {
    return jdbi.withHandle(handle ->
        entries(
            handle
                .createQuery(
                    """
                    select * from timeline
                    where machine = :machine and %s and sign is not null and at >= :since
                    %s limit :limit
                    """
                        .formatted(ALL, NEWEST_FIRST))
                .bind("machine", id.value())
                .bind("since", Rows.time(since))
                .bind("limit", limit)));
  }

  /** The newest entry of each machine that is no explanation of those before it. */
  Map<MachineId, Entry> lastSeen(Collection<MachineId> ids) {
    if (seen.size() > SEEN) {
      seen.clear();
    }
    Map<MachineId, Entry> last = new HashMap<>();
    List<MachineId> others = new ArrayList<>();
    for (MachineId id : ids) {
      Entry known = seen.get(id);
      if (known == null) {
        others.add(id);
      } else {
        last.put(id, known);
      }
    }
    if (!others.isEmpty()) {
      last.putAll(readLastSeen(others));
    }
    return last;
  }

  /**
   * One question for each, as with an index on machine and number that reads one row; prepared
   * once, as that takes longer than the answer. What is read is remembered unless it is outdated
   * meanwhile.
   */
  private Map<MachineId, Entry> readLastSeen(List<MachineId> ids) {
    return jdbi.withHandle(handle -> {
      Map<MachineId, Entry> last = new HashMap<>();
      try (PreparedStatement query = handle.getConnection().prepareStatement(LAST_SEEN)) {
        query.setString(2, IndexedMachineStore.EXPLANATION);
        for (MachineId id : ids) {
          Entry read = seen.computeIfAbsent(id, _ -> lastSeen(query, id));
          if (read != null) {
            last.put(id, read);
          }
        }
      } catch (SQLException e) {
        throw new DatabaseException("reading what was seen last", e);
      }
      return last;
    });
  }

  private static @Nullable Entry lastSeen(PreparedStatement query, MachineId id) {
    try {
      query.setString(1, id.value());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Rows.entry(row) : null;
      }
    } catch (SQLException e) {
      throw new DatabaseException("reading what was seen last", e);
    }
  }

  /** After entries of a machine were written, or may have been. */
  void outdate(MachineId id) {
    seen.remove(id);
  }

  List<Entry> last(MachineId id, String kind, int limit) {
    return jdbi.withHandle(handle ->
        entries(
            handle
                .createQuery(
                    """
                    select * from timeline where machine = :machine and %s and kind = :kind
                    %s limit :limit
                    """
                        .formatted(ALL, NEWEST_FIRST))
                .bind("machine", id.value())
                .bind("kind", kind)
                .bind("limit", limit)));
  }

  int count(MachineId id, int run, String kind) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select count(*) from timeline
                where machine = :machine and run = :run and kind = :kind
                """)
            .bind("machine", id.value())
            .bind("run", run)
            .bind("kind", kind)
            .mapTo(Integer.class)
            .one());
  }

  private static List<Entry> entries(Query query) {
    return query.map((row, _) -> Rows.entry(row)).list();
  }
}
