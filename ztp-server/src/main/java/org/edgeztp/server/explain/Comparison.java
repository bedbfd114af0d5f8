package org.edgeztp.server.explain;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same questions under two configurations: what each answer has that the other has not. */
public final class Comparison {
  private Comparison() {}

  /**
   * The steps that differ, with the lines that do: {@code -} in front of those that go, {@code +}
   * of those that come.
   */
  public static List<Step> of(List<Step> before, List<Step> after) {
    Map<String, List<String>> old = byTitle(before);
    Map<String, List<String>> changed = byTitle(after);
    Set<String> titles = new LinkedHashSet<>(old.keySet());
    titles.addAll(changed.keySet());
    return titles.stream()
        .map(title ->
            new Step(
                title,
                differences(
                    old.getOrDefault(title, List.of()), changed.getOrDefault(title, List.of()))))
        .filter(step -> !step.lines().isEmpty())
        .toList();
  }

  private static List<String> differences(List<String> before, List<String> after) {
    List<String> lines = new ArrayList<>();
    for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
      delta.getSource().getLines().forEach(line -> lines.add("- " + line));
      delta.getTarget().getLines().forEach(line -> lines.add("+ " + line));
    }
    return lines;
  }

  private static Map<String, List<String>> byTitle(List<Step> steps) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    steps.forEach(
        step -> lines.computeIfAbsent(step.title(), _ -> new ArrayList<>()).addAll(step.lines()));
    return lines;
  }
}
