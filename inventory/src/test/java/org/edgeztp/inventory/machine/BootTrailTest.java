package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootTrailTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @ParameterizedTest(name = "{0} s later")
  @CsvSource({"0, 1", "29, 1", "30, 2", "1799, 2", "1800, 1"})
  void countsBootsThatFollowEachOtherAndNotTheStagesOfOne(long later, int boots) {
    BootTrail trail = BootTrail.NONE.booted(NOON).booted(NOON.plusSeconds(later));
    assertThat(trail.boots()).isEqualTo(boots);
  }

  @Test
  void startsToCountAgainWhenTheMachineDidWhatItBootedFor() {
    BootTrail trail = BootTrail.NONE.booted(NOON).settled().booted(NOON.plusSeconds(60));
    assertThat(trail.boots()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"UNKNOWN, IPXE", "SIGNED, IPXE", "IPXE, SIGNED"})
  void triesTheOtherLoaderWhenOneNeverRan(Loader loader, Loader other) {
    BootTrail trail = BootTrail.NONE.runs(loader).fetched();
    assertThat(trail.awaited()).isTrue();
    assertThat(trail.gaveUp()).isEqualTo(BootTrail.NONE.runs(other));
  }
}
