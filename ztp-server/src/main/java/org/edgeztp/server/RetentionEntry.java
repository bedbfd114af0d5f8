package org.edgeztp.server;

import java.time.Duration;
import java.util.Optional;

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
 */
public record RetentionEntry(int timelineDays, int logRuns, int strangerDays, int imageDays) {
  /** Zero stands for the default, as for a key that is absent. */
  public RetentionEntry {
    timelineDays = timelineDays == 0 ? 90 : timelineDays;
    logRuns = logRuns == 0 ? 10 : logRuns;
    strangerDays = strangerDays == 0 ? 30 : strangerDays;
    if (timelineDays < 2 || logRuns < 1 || strangerDays < 1 || imageDays < 0) {
      throw new ConfigException(
          ("retention.timeline-days is at least 2, retention.log-runs and retention.stranger-days"
                  + " at least 1 and retention.image-days at least 0, not %d, %d, %d and %d")
              .formatted(timelineDays, logRuns, strangerDays, imageDays));
    }
  }

  /** How long unused container images stay. */
  Optional<Duration> images() {
    return Optional.of(imageDays).filter(days -> days > 0).map(Duration::ofDays);
  }
}
