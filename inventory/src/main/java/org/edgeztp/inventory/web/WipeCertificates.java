package org.edgeztp.inventory.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/certificates} and {@code GET /api/v1/machines/REF/certificates}: each disk
 * that was wiped, newest first.
 */
public record WipeCertificates(Inventory inventory) implements Resource, MachineResource {
  /** Of one machine. */
  private static final int MOST = 1000;

  /**
   * That a disk was wiped.
   *
   * @param text the same as a sentence
   * @param disk the name that it had then
   * @param method {@code formatted}, {@code crypto-erased} or {@code secure-erased} by the drive
   *     itself; {@code discarded} or {@code overwritten} with zeros
   * @param samples blocks that were read afterwards, and were zeros
   */
  record Certificate(
      long seq,
      String machine,
      String label,
      int run,
      Instant at,
      String text,
      String disk,
      String model,
      String serial,
      String wwn,
      long bytes,
      String method,
      long samples,
      long seconds) {
    static Certificate of(Machine machine, Entry entry) {
      Map<String, Object> facts = entry.facts();
      return new Certificate(
          entry.seq(),
          machine.id().value(),
          machine.label(),
          entry.run(),
          entry.at(),
          entry.text(),
          text(facts, "disk"),
          text(facts, "model"),
          text(facts, "serial"),
          text(facts, "wwn"),
          number(facts, "bytes"),
          text(facts, "method"),
          number(facts, "samples"),
          number(facts, "seconds"));
    }

    private static String text(Map<String, Object> facts, String name) {
      return facts.get(name) instanceof String text ? text : "";
    }

    private static long number(Map<String, Object> facts, String name) {
      return facts.get(name) instanceof Number number ? number.longValue() : 0;
    }
  }

  @Override
  public List<String> methods() {
    return List.of("GET");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return items(inventory.all());
  }

  @Override
  public Object answer(Machine machine, String method, JsonNode body) {
    return items(List.of(machine));
  }

  private Map<String, List<Certificate>> items(List<Machine> machines) {
    return Map.of(
        "items",
        machines.stream()
            .flatMap(machine ->
                inventory.last(machine, Observation.Kind.WIPE, MOST).stream()
                    .map(entry -> Certificate.of(machine, entry)))
            .sorted(Comparator.comparingLong(Certificate::seq).reversed())
            .toList());
  }
}
