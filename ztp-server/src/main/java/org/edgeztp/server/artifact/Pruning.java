package org.edgeztp.server.artifact;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of a store that neither a profile nor the configuration names and that nobody added or
 * pulled for some time; not those of a bundle, which go with it.
 *
 * @param keep for how long an image stays after its last use
 */
record Pruning(Artifacts store, Mentions mentions, Duration keep) {
  private static final Logger log = LoggerFactory.getLogger(Pruning.class);

  List<Image> unused() {
    Instant before = store.now().minus(keep);
    return store.ownImages().stream()
        .filter(image -> store.used(image).isBefore(before) && !mentions.has(image))
        .toList();
  }

  /** Takes their tags away, and what nothing else consists of. */
  List<Image> remove() throws IOException {
    List<Image> removed = store.removeAll(this::unused);
    for (Image image : removed) {
      log.info(
          "image {} was removed: no profile names it, and nobody added or pulled it in {} days",
          image.path(),
          keep.toDays());
    }
    return removed;
  }
}
