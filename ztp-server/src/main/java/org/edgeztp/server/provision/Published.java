package org.edgeztp.server.provision;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.edgeztp.inventory.machine.MachineId;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which machines have taken which roles since they were installed, and what each role wants others
 * to know: a certificate, an address. In the database.
 */
public final class Published {
  /** So much of what a role wants to publish is read, in bytes. */
  static final int LIMIT = 32 << 10;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Jdbi jdbi;

  public Published(DataSource source) {
    this.jdbi = Jdbi.create(source);
  }

  /**
   * Reads what a role wrote; nothing, when it wrote nothing.
   *
   * @throws IllegalArgumentException when that is not an object of texts, or longer than 32 KiB
   */
  static Map<String, String> parse(String text) {
    if (text.isBlank()) {
      return Map.of();
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > LIMIT) {
      throw new IllegalArgumentException("it is longer than " + LIMIT + " bytes");
    }
    try {
      JsonNode object = JSON.readTree(text);
      Map<String, String> told = new TreeMap<>();
      for (var entry : object.properties()) {
        if (!entry.getValue().isString()) {
          throw new IllegalArgumentException("'" + entry.getKey() + "' is no text");
        }
        told.put(entry.getKey(), entry.getValue().stringValue());
      }
      if (!object.isObject()) {
        throw new IllegalArgumentException("it is no JSON object");
      }
      return told;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
  }

  /** A machine has taken a role. */
  void put(MachineId machine, String role, Map<String, String> told) {
    jdbi.useTransaction(handle -> {
      handle.execute("delete from published where machine = ? and role = ?", machine.value(), role);
      handle.execute(
          "insert into published (machine, role, told) values (?, ?, ?)",
          machine.value(),
          role,
          JSON.writeValueAsString(told));
    });
  }

  /** Who has taken a role, and what it tells there, in the order of the machines. */
  Map<MachineId, Map<String, String>> of(String role) {
    Map<MachineId, Map<String, String>> all = new TreeMap<>(Comparator.comparing(MachineId::value));
    jdbi.useHandle(handle ->
        handle
            .createQuery("select machine, told from published where role = :role")
            .bind("role", role)
            .map((row, _) ->
                Map.entry(
                    new MachineId(row.getString("machine")),
                    JSON.readValue(
                        row.getString("told"), new TypeReference<Map<String, String>>() {})))
            .forEach(entry -> all.put(entry.getKey(), entry.getValue())));
    return all;
  }

  /** A machine has a new system, and so no roles yet. */
  void forget(MachineId machine) {
    jdbi.useHandle(
        handle -> handle.execute("delete from published where machine = ?", machine.value()));
  }
}
