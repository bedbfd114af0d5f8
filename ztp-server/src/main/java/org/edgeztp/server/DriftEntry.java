package org.edgeztp.server;

import org.jspecify.annotations.Nullable;

/**
 * How often machines in service are asked what their roles would change.
 *
 * @param hours between two comparisons of a machine; 24 by default, 0 for never by themselves
 */
public record DriftEntry(Integer hours) {
  public DriftEntry(@Nullable Integer hours) {
    this.hours = hours == null ? 24 : hours;
    if (this.hours < 0) {
      throw new ConfigException("drift.hours is 0 or more, not " + hours);
    }
  }
}
