package org.edgeztp.server.repository;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests by archive and by what became of them, since the start. Thread-safe. */
final class Tally {
  /** What is counted where no archive was named that there is: no archive can be called that. */
  static final String NONE = "-";

  private record Kind(String archive, Result result) {}

  private final Set<String> archives;
  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  /** Begins at zero: Prometheus sees no increase of what was not there before. */
  Tally(Set<String> archives) {
    this.archives = archives;
    for (Result result : Result.values()) {
      archives.forEach(archive -> of(archive, result));
      of(NONE, result);
    }
  }

  private LongAdder of(String archive, Result result) {
    return counts.computeIfAbsent(new Kind(archive, result), _ -> new LongAdder());
  }

  void count(String archive, Result result) {
    of(archives.contains(archive) ? archive : NONE, result).increment();
  }

  /** What {@link PackageMirror#requests} tells. */
  void tell(PackageMirror.Count told) {
    counts.forEach((kind, count) -> told.of(kind.archive(), kind.result(), count.sum()));
  }
}
