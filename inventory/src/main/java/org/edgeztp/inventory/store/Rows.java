package org.edgeztp.inventory.store;

import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Fault;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Loader;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Between the domain's values and the columns of their tables. */
final class Rows {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final JsonMapper JSON = StoredJson.mapper();
  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  private Rows() {}

  static Map<String, @Nullable Object> of(Machine machine) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", machine.id().value());
    row.put("site", machine.site());
    row.put("mac", machine.mac().value());
    row.put("uuid", machine.uuid().orElse(null));
    row.put("serial", machine.serial().orElse(null));
    row.put("address", machine.address().map(Ipv6::text).orElse(null));
    row.put("own_address", machine.ownAddress().map(Ipv6::text).orElse(null));
    row.put("hardware", machine.hardware().map(JSON::writeValueAsString).orElse(null));
    row.put("hostname", machine.hostname().orElse(null));
    row.put("profile", machine.profile().orElse(null));
    row.put("host_key", machine.hostKey().orElse(null));
    row.put("failed_in", machine.failure().map(failure -> failure.phase().name()).orElse(null));
    row.put("cause", machine.failure().map(Failure::cause).orElse(null));
    row.put("cause_code", machine.failure().map(failure -> failure.code().name()).orElse(null));
    row.put("state", machine.state().name());
    row.put("run", machine.run());
    row.put("boot", machine.boot());
    row.put("since", time(machine.since()));
    row.put("deadline", machine.deadline().map(Rows::time).orElse(null));
    row.put("resumes", machine.resumes().map(State::name).orElse(null));
    row.put("architecture", machine.architecture().name());
    row.put("loader", machine.trail().loader().name());
    row.put("loader_awaited", machine.trail().awaited());
    row.put("net_boots", machine.trail().boots());
    row.put("net_booted", machine.trail().last().map(Rows::time).orElse(null));
    row.put("fault", machine.fault().map(fault -> fault.name().name()).orElse(null));
    row.put("fault_text", machine.fault().map(Fault::text).orElse(null));
    row.put("maintenance", machine.maintenance().orElse(null));
    row.put("version", machine.version());
    return storable(row);
  }

  static Machine machine(ResultSet row, StatementContext context) throws SQLException {
    return new Machine(
        new MachineId(row.getString("id")),
        StoredJson.SHARED.of(row.getString("site")),
        new MacAddress(row.getString("mac")),
        text(row, "uuid").map(StoredJson.SHARED::of),
        text(row, "serial").map(StoredJson.SHARED::of),
        text(row, "address").map(InetAddress::ofLiteral),
        text(row, "own_address").map(InetAddress::ofLiteral),
        text(row, "hardware").map(json -> JSON.readValue(json, Hardware.class)),
        text(row, "hostname"),
        text(row, "profile").map(StoredJson.SHARED::of),
        text(row, "host_key"),
        failure(row),
        State.valueOf(row.getString("state")),
        row.getInt("run"),
        row.getInt("boot"),
        row.getTimestamp("since").toInstant(),
        time(row, "deadline"),
        text(row, "resumes").map(State::valueOf),
        Architecture.valueOf(row.getString("architecture")),
        trail(row),
        fault(row),
        text(row, "maintenance"),
        row.getLong("version"));
  }

  static Map<String, @Nullable Object> of(Entry entry) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("machine", entry.machine().value());
    row.put("run", entry.run());
    row.put("at", time(entry.at()));
    row.put("kind", entry.kind());
    row.put("text", entry.text());
    row.put("from_state", entry.from().map(State::name).orElse(null));
    row.put("to_state", entry.to().map(State::name).orElse(null));
    row.put("sign", entry.sign().map(Sign::name).orElse(null));
    row.put("facts", facts(entry));
    return storable(row);
  }

  /** PostgreSQL keeps no text with a NUL in it, and machines may send one. */
  private static Map<String, @Nullable Object> storable(Map<String, @Nullable Object> row) {
    row.replaceAll((_, value) -> value instanceof String text ? text.replace("\0", "") : value);
    return row;
  }

  static String facts(Entry entry) {
    return JSON.writeValueAsString(entry.facts());
  }

  static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("seq"),
        new MachineId(row.getString("machine")),
        row.getInt("run"),
        row.getTimestamp("at").toInstant(),
        row.getString("kind"),
        row.getString("text"),
        text(row, "from_state").map(State::valueOf),
        text(row, "to_state").map(State::valueOf),
        JSON.readValue(row.getString("facts"), FACTS));
  }

  static Timestamp time(Instant instant) {
    return Timestamp.from(instant);
  }

  static boolean isDuplicateKey(Throwable e) {
    return e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Failure> failure(ResultSet row) throws SQLException {
    Optional<String> phase = text(row, "failed_in");
    String cause = text(row, "cause").orElse("");
    CauseCode code = text(row, "cause_code").map(CauseCode::valueOf).orElse(CauseCode.UNKNOWN);
    return phase.map(name -> new Failure(State.valueOf(name), code, cause));
  }

  private static BootTrail trail(ResultSet row) throws SQLException {
    return new BootTrail(
        Loader.valueOf(row.getString("loader")),
        row.getBoolean("loader_awaited"),
        row.getInt("net_boots"),
        time(row, "net_booted"));
  }

  private static Optional<Fault> fault(ResultSet row) throws SQLException {
    Optional<String> name = text(row, "fault");
    String sentence = text(row, "fault_text").orElse("");
    return name.map(known -> new Fault(Fault.Name.valueOf(known), sentence));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
