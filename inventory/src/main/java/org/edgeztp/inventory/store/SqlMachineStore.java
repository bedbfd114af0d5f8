package org.edgeztp.inventory.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Keeps machines and timelines in a SQL database, in SQL that H2 and PostgreSQL both take. */
public final class SqlMachineStore extends IndexedMachineStore {
  private static final String INSERT_MACHINE =
      """
      insert into machine
        (id, site, mac, uuid, serial, address, own_address, hardware, hostname, profile, host_key, failed_in,
         cause, cause_code, state, run, boot, since, deadline, resumes, architecture, loader, loader_awaited, net_boots,
         net_booted, fault, fault_text, maintenance, version)
      values
        (:id, :site, :mac, :uuid, :serial, :address, :own_address, :hardware, :hostname, :profile, :host_key,
         :failed_in, :cause, :cause_code, :state, :run, :boot, :since, :deadline, :resumes, :architecture, :loader,
         :loader_awaited, :net_boots, :net_booted, :fault, :fault_text, :maintenance, :version)
      """;
  private static final String UPDATE_MACHINE =
      """
      update machine set
        uuid = :uuid, serial = :serial, address = :address,
        own_address = :own_address, hardware = :hardware,
        hostname = :hostname, profile = :profile, host_key = :host_key, failed_in = :failed_in,
        cause = :cause, cause_code = :cause_code, state = :state, run = :run, boot = :boot, since = :since,
        deadline = :deadline, resumes = :resumes, architecture = :architecture, loader = :loader,
        loader_awaited = :loader_awaited, net_boots = :net_boots, net_booted = :net_booted,
        fault = :fault, fault_text = :fault_text, maintenance = :maintenance, version = :version
      where id = :id and version = :version - 1
      """;

  /** Machines that are on their way from the database at once. */
  private static final int FETCH = 500;

  private final Jdbi jdbi;
  private final SqlEntries entries;

  /**
   * Held over each transaction that adds an entry: a reader that has seen a sequence number must
   * never find a smaller one later.
   */
  private final ReentrantLock inOrder = new ReentrantLock();

  /** Reads all machines: from here on they are found in memory, and every change is written. */
  public SqlMachineStore(Database database) {
    this.jdbi = Jdbi.create(database.source());
    this.entries = new SqlEntries(jdbi);
    refresh("select * from machine order by discovered", Map.of());
  }

  @Override
  public Optional<Entry> insert(Machine machine, Entry entry) {
    Optional<Entry> stored =
        inOrder(
            machine.id(),
            handle -> {
              try {
                handle.createUpdate(INSERT_MACHINE).bindMap(Rows.of(machine)).execute();
              } catch (UnableToExecuteStatementException e) {
                if (Rows.isDuplicateKey(e)) {
                  handle.rollback();
                  return Optional.empty();
                }
                throw e;
              }
              return Optional.of(SqlEntries.append(handle, entry));
            });
    keep(stored.isPresent(), machine);
    return stored;
  }

  @Override
  public Optional<List<Entry>> replace(Machine next, List<Entry> told) {
    Optional<List<Entry>> stored =
        inOrder(
            next.id(),
            handle ->
                update(handle, next)
                    ? Optional.of(
                        told.stream().map(entry -> SqlEntries.append(handle, entry)).toList())
                    : Optional.empty());
    keep(stored.isPresent(), next);
    return stored;
  }

  @Override
  public boolean replace(Machine next) {
    boolean stored = jdbi.withHandle(handle -> update(handle, next));
    keep(stored, next);
    return stored;
  }

  @Override
  public boolean remove(Machine machine) {
    boolean removed =
        inOrder(
            machine.id(),
            handle -> {
              String id = machine.id().value();
              handle.execute("update expected set machine = null where machine = ?", id);
              for (String table : List.of("bmc", "delivery", "published", "timeline")) {
                handle.execute("delete from " + table + " where machine = ?", id);
              }
              boolean gone =
                  handle.execute(
                          "delete from machine where id = ? and version = ?", id, machine.version())
                      == 1;
              if (!gone) {
                handle.rollback();
              }
              return gone;
            });
    if (removed) {
      take(machine);
    }
    return removed;
  }

  @Override
  public Entry append(Entry entry) {
    return inOrder(entry.machine(), handle -> SqlEntries.append(handle, entry));
  }

  @Override
  public boolean amend(Entry entry) {
    return entries.amend(entry);
  }

  @Override
  public int forget(Collection<String> kinds, Instant before) {
    return entries.forget(kinds, before);
  }

  @Override
  public List<Entry> timeline(MachineId id, long after, int limit) {
    return entries.timeline(id, after, limit);
  }

  @Override
  public List<Entry> moves(MachineId id) {
    return entries.moves(id);
  }

  @Override
  public List<Entry> entries(long after, int limit) {
    return entries.all(after, limit);
  }

  @Override
  public List<Entry> timelineBefore(MachineId id, long before, int limit) {
    return entries.timelineBefore(id, before, limit);
  }

  @Override
  public List<Entry> entriesBefore(long before, int limit) {
    return entries.allBefore(before, limit);
  }

  @Override
  public List<Entry> arrivals(Collection<State> states, Instant since) {
    return entries.arrivals(states, since);
  }

  @Override
  public List<Entry> signs(MachineId id, Instant since, int limit) {
    return entries.signs(id, since, limit);
  }

  @Override
  public Map<MachineId, Entry> lastSeen(Collection<MachineId> ids) {
    return entries.lastSeen(ids);
  }

  @Override
  public List<Entry> last(MachineId id, String kind, int limit) {
    return entries.last(id, kind, limit);
  }

  @Override
  public int count(MachineId id, int run, String kind) {
    return entries.count(id, run, kind);
  }

  private <T> T inOrder(MachineId id, Function<Handle, T> transaction) {
    inOrder.lock();
    try {
      return jdbi.inTransaction(transaction::apply);
    } finally {
      inOrder.unlock();
      entries.outdate(id);
    }
  }

  /**
   * Memory follows the database. A write that was not taken shows that it does not, for whatever
   * reason: a hand that was a moment faster, or a commit whose success was not heard of.
   */
  private void keep(boolean stored, Machine machine) {
    if (stored) {
      put(machine);
    } else {
      refresh(
          "select * from machine where id = :id or mac = :mac",
          Map.of("id", machine.id().value(), "mac", machine.mac().value()));
    }
  }

  /** In a transaction, without which PostgreSQL's driver takes in all rows before the first one. */
  private void refresh(String sql, Map<String, String> keys) {
    jdbi.useTransaction(handle ->
        handle
            .createQuery(sql)
            .setFetchSize(FETCH)
            .bindMap(keys)
            .map(Rows::machine)
            .forEach(this::put));
  }

  private static boolean update(Handle handle, Machine next) {
    return handle.createUpdate(UPDATE_MACHINE).bindMap(Rows.of(next)).execute() == 1;
  }
}
