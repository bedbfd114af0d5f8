package org.edgeztp.server.provision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.server.runlog.Hidden;

/**
 * What one resource would change.
 *
 * @param text the change in words
 * @param diff lines of what is and would be there, as diff -u shows them; empty for most
 */
record Difference(String role, String resource, String action, String text, String diff) {
  /** So many are kept with their details. */
  private static final int KEPT = 50;

  private static final int NAMED = 5;
  private static final int TEXT = 500;
  private static final int DIFF = 4000;

  static Difference of(String role, EventLine.Resource resource, Hidden hidden) {
    return new Difference(
        role,
        hidden.in(resource.name()),
        resource.action(),
        Sentences.bounded(hidden.phrase(resource.detail()), TEXT),
        Sentences.bounded(hidden.phrase(resource.diff()), DIFF));
  }

  /** All of a machine, for its timeline. */
  static Observation observation(List<Difference> found, int resources) {
    if (found.isEmpty()) {
      return new Observation(
          Kind.DRIFT,
          "is as its roles say: nothing of " + resources + " resources would change",
          Map.of("status", Drift.Status.NONE.name(), "resources", resources));
    }
    String named =
        found.stream()
            .limit(NAMED)
            .map(one -> one.resource() + (one.text().isEmpty() ? "" : " (" + one.text() + ")"))
            .collect(Collectors.joining(", "));
    return new Observation(
        Kind.DRIFT,
        "%d of %d resources would change: %s%s"
            .formatted(found.size(), resources, named, found.size() > NAMED ? ", ..." : ""),
        Map.of(
            "status",
            Drift.Status.DRIFTED.name(),
            "resources",
            resources,
            "changes",
            found.stream().limit(KEPT).map(Difference::facts).toList()));
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("role", role);
    facts.put("resource", resource);
    facts.put("action", action);
    facts.put("text", text);
    facts.put("diff", diff);
    return facts;
  }
}
