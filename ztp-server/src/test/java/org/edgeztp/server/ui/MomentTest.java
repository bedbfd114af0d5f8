package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.edgeztp.inventory.Machines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s ago, 12:00:00",
    "PT-59S, 59 s ago, 11:59:01",
    "PT-119M, 119 min ago, 10:01:00",
    "PT-47H, 47 h ago, 20 Nov 13:00",
    "PT-100H, 4 d ago, 18 Nov 08:00",
    "PT90S, in 1 min, 12:01:30"
  })
  void tellsHowFarItIs(Duration from, String distance, String clock) {
    Moment moment = new Moment(Machines.NOON.plus(from), Machines.NOON);
    assertThat(moment.distance()).isEqualTo(distance);
    assertThat(moment.clock()).isEqualTo(clock);
  }
}
