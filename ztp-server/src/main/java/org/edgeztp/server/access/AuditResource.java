package org.edgeztp.server.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.web.Paged;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.WrongField;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/audit[?after=SEQ]}: what was changed, by whom, from where; oldest first, and
 * with {@code before=SEQ} what was before that, newest first.
 */
final class AuditResource implements Resource {
  private static final int PAGE = 1000;

  private final Audit audit;

  AuditResource(Audit audit) {
    this.audit = audit;
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return answer(method, Map.of(), body);
  }

  @Override
  public Object answer(String method, Map<String, String> query, JsonNode body) {
    String side = query.containsKey("before") ? "before" : "after";
    String seq = query.getOrDefault(side, "0");
    if (!seq.matches("[0-9]{1,18}")) {
      throw new WrongField(side, side + " is a number");
    }
    long from = Long.parseLong(seq);
    List<Audit.Entry> page =
        side.equals("before") ? audit.before(from, PAGE) : audit.after(from, PAGE);
    Optional<String> next =
        page.size() < PAGE ? Optional.empty() : Optional.of(String.valueOf(page.getLast().seq()));
    return new Paged(page, next, Optional.empty(), side);
  }
}
