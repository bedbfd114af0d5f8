package org.edgeztp.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.artifact.Image;
import org.jspecify.annotations.Nullable;

/**
 * How long what was seen is kept.
 *
 * @param timelineDays days that routine entries of the timeline stay; 90 by default. What moved a
 *     machine, failures, checks and the hand-off stay for ever
 * @param logRuns how many runs of a machine keep their logs, the newest; 10 by default
 * @param strangerDays days after which a machine is forgotten that no rule took, nobody spoke of
 *     and that was not seen since; 30 by default
 * @param imageDays days after which a container image is removed that no profile names and that
 *     nobody added or pulled since; for ever by default
 * @param keepImages container images that stay though no profile names them, {@code NAME[:TAG]}
 */
public record RetentionEntry(
    int timelineDays, int logRuns, int strangerDays, int imageDays, List<String> keepImages) {
  /** Zero stands for the default, as for a key that is absent. */
  public RetentionEntry(
      int timelineDays,
      int logRuns,
      int strangerDays,
      int imageDays,
      @Nullable List<String> keepImages) {
    this.timelineDays = timelineDays == 0 ? 90 : timelineDays;
    this.logRuns = logRuns == 0 ? 10 : logRuns;
    this.strangerDays = strangerDays == 0 ? 30 : strangerDays;
    this.imageDays = imageDays;
    this.keepImages = keepImages == null ? List.of() : List.copyOf(keepImages);
    check();
  }

  private void check() {
    if (timelineDays < 2 || logRuns < 1 || strangerDays < 1 || imageDays < 0) {
      throw new ConfigException(
          ("retention.timeline-days is at least 2, retention.log-runs and retention.stranger-days"
                  + " at least 1 and retention.image-days at least 0, not %d, %d, %d and %d")
              .formatted(timelineDays, logRuns, strangerDays, imageDays));
    }
    checkNames();
  }

  private void checkNames() {
    for (String name : keepImages) {
      if (!Image.isName(name)) {
        throw new ConfigException(
            "retention.keep-images has NAME or NAME:TAG as 'ztp artifact list --oci' shows them,"
                + " not '%s'".formatted(name));
      }
    }
  }

  /** How long unused container images stay. */
  Optional<Duration> images() {
    return Optional.of(imageDays).filter(days -> days > 0).map(Duration::ofDays);
  }
}
