package org.edgeztp.server.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.runlog.Hidden;

/** Reads what a step that changes nothing tells. */
final class Comparison {
  private final Step step;
  private final Hidden hidden;
  private final List<Difference> differences = new ArrayList<>();
  private int resources;
  private Optional<String> failure = Optional.empty();

  Comparison(Step step, Hidden hidden) {
    this.step = step;
    this.hidden = hidden;
  }

  void accept(String text) {
    switch (EventLine.of(text)) {
      case EventLine.Resource resource -> {
        resources++;
        if (resource.status().equals("updated")) {
          differences.add(Difference.of(step.name(), resource, hidden));
        }
      }
      case EventLine.RunFailed failed ->
          failure =
              Optional.of(hidden.phrase((failed.resource() + " " + failed.message()).strip()));
      case EventLine.RunStarted _,
          EventLine.ResourceStarted _,
          EventLine.Waiting _,
          EventLine.RunCompleted _,
          EventLine.Unreadable _,
          EventLine.Other _ -> {}
    }
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  int resources() {
    return resources;
  }

  Optional<String> failure() {
    return failure;
  }
}
