package org.edgeztp.server.explain;

import java.util.ArrayList;
import java.util.List;
import org.edgeztp.server.boot.Tokens;

/**
 * One question and its answer.
 *
 * @param title who asks for what; the same question has the same title under any configuration
 * @param lines the answer, line by line, and what the timeline would say of it; no line holds a
 *     token that opens anything
 */
public record Step(String title, List<String> lines) {
  public Step {
    title = Tokens.hidden(title);
    lines = lines.stream().map(Tokens::hidden).toList();
  }

  /** The step with more lines at its end. */
  Step with(List<String> more) {
    List<String> all = new ArrayList<>(lines);
    all.addAll(more);
    return new Step(title, all);
  }
}
