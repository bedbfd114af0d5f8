package org.edgeztp.inventory.store;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Keeps machines and timelines in a SQL database, in SQL that H2 and PostgreSQL both take. */
public final class SqlMachineStore implements MachineStore {
  private static final String INSERT_MACHINE =
      """
      insert into machine
        (id, site, mac, uuid, serial, address, hardware, hostname, profile, host_key, failed_in,
         cause, state, run, boot, since, deadline, architecture, loader, loader_awaited, net_boots,
         net_booted, fault, fault_text, version)
      values
        (:id, :site, :mac, :uuid, :serial, :address, :hardware, :hostname, :profile, :host_key,
         :failed_in, :cause, :state, :run, :boot, :since, :deadline, :architecture, :loader,
         :loader_awaited, :net_boots, :net_booted, :fault, :fault_text, :version)
      """;
  private static final String UPDATE_MACHINE =
      """
      update machine set
        uuid = :uuid, serial = :serial, address = :address, hardware = :hardware,
        hostname = :hostname, profile = :profile, host_key = :host_key, failed_in = :failed_in,
        cause = :cause, state = :state, run = :run, boot = :boot, since = :since,
        deadline = :deadline, architecture = :architecture, loader = :loader,
        loader_awaited = :loader_awaited, net_boots = :net_boots, net_booted = :net_booted,
        fault = :fault, fault_text = :fault_text, version = :version
      where id = :id and version = :version - 1
      """;
  private static final String INSERT_ENTRY =
      """
      insert into timeline (machine, run, at, kind, text, from_state, to_state, facts)
      values (:machine, :run, :at, :kind, :text, :from_state, :to_state, :facts)
      """;

  private final Jdbi jdbi;

  /**
   * Held over each transaction that adds an entry: a reader that has seen a sequence number must
   * never find a smaller one later.
   */
  private final ReentrantLock inOrder = new ReentrantLock();

  public SqlMachineStore(Database database) {
    this.jdbi = Jdbi.create(database.source());
  }

  @Override
  public Optional<Machine> find(MachineId id) {
    return machine("select * from machine where id = :key", id.value());
  }

  @Override
  public Optional<Machine> find(MacAddress mac) {
    return machine("select * from machine where mac = :key", mac.value());
  }

  @Override
  public List<Machine> all() {
    return jdbi.withHandle(
        handle -> machines(handle.createQuery("select * from machine order by discovered")));
  }

  @Override
  public List<Machine> at(InetAddress address) {
    return jdbi.withHandle(handle ->
        machines(
            handle
                .createQuery("select * from machine where address = :address order by since desc")
                .bind("address", Ipv6.text(address))));
  }

  @Override
  public List<Machine> withSerial(String serial) {
    return jdbi.withHandle(handle ->
        machines(
            handle
                .createQuery("select * from machine where serial = :serial order by discovered")
                .bind("serial", serial)));
  }

  @Override
  public List<Machine> inState(Collection<State> states) {
    if (states.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(handle ->
        machines(
            handle
                .createQuery("select * from machine where state in (<states>) order by since")
                .bindList("states", states.stream().map(State::name).toList())));
  }

  @Override
  public List<Machine> overdue(Instant now) {
    return jdbi.withHandle(handle ->
        machines(
            handle
                .createQuery("select * from machine where deadline < :now")
                .bind("now", Rows.time(now))));
  }

  @Override
  public Optional<Entry> insert(Machine machine, Entry entry) {
    return inOrder(handle -> {
      try {
        handle.createUpdate(INSERT_MACHINE).bindMap(Rows.of(machine)).execute();
      } catch (org.jdbi.v3.core.statement.UnableToExecuteStatementException e) {
        if (Rows.isDuplicateKey(e)) {
          handle.rollback();
          return Optional.empty();
        }
        throw e;
      }
      return Optional.of(append(handle, entry));
    });
  }

  @Override
  public Optional<Entry> replace(Machine next, Entry entry) {
    return inOrder(handle ->
        update(handle, next) ? Optional.of(append(handle, entry)) : Optional.<Entry>empty());
  }

  @Override
  public boolean replace(Machine next) {
    return jdbi.withHandle(handle -> update(handle, next));
  }

  @Override
  public Entry append(Entry entry) {
    return inOrder(handle -> append(handle, entry));
  }

  @Override
  public List<Entry> timeline(MachineId id, long after, int limit) {
    return jdbi.withHandle(handle ->
        entries(
            handle
                .createQuery(
                    """
                    select * from timeline where machine = :machine and seq > :after
                    order by seq limit :limit
                    """)
                .bind("machine", id.value())
                .bind("after", after)
                .bind("limit", limit)));
  }

  @Override
  public List<Entry> entries(long after, int limit) {
    return jdbi.withHandle(handle ->
        entries(
            handle
                .createQuery("select * from timeline where seq > :after order by seq limit :limit")
                .bind("after", after)
                .bind("limit", limit)));
  }

  @Override
  public Optional<Entry> last(MachineId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select * from timeline where machine = :machine order by seq desc limit 1")
            .bind("machine", id.value())
            .map(Rows::entry)
            .findFirst());
  }

  @Override
  public int count(MachineId id, int run, String kind) {
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

  private <T> T inOrder(Function<Handle, T> transaction) {
    inOrder.lock();
    try {
      return jdbi.inTransaction(transaction::apply);
    } finally {
      inOrder.unlock();
    }
  }

  private Optional<Machine> machine(String sql, String key) {
    return jdbi.withHandle(
        handle -> handle.createQuery(sql).bind("key", key).map(Rows::machine).findFirst());
  }

  private static List<Machine> machines(Query query) {
    return query.map(Rows::machine).list();
  }

  private static List<Entry> entries(Query query) {
    return query.map(Rows::entry).list();
  }

  private static boolean update(Handle handle, Machine next) {
    return handle.createUpdate(UPDATE_MACHINE).bindMap(Rows.of(next)).execute() == 1;
  }

  private static Entry append(Handle handle, Entry entry) {
    long seq =
        handle
            .createUpdate(INSERT_ENTRY)
            .bindMap(Rows.of(entry))
            .executeAndReturnGeneratedKeys("seq")
            .mapTo(Long.class)
            .one();
    return entry.withSeq(seq);
  }
}
