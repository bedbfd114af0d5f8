package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.edgeztp.inventory.TestClock;
import org.junit.jupiter.api.Test;

class WavesTest {
  private final TestClock clock = new TestClock();
  private final Waves waves = new Waves(3, clock);

  @Test
  void soManyAndNoMoreInEachHalfMinute() {
    assertThat(taken(10)).isEqualTo(3);
    clock.advance(Duration.ofSeconds(29));
    assertThat(taken(10)).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(taken(2)).isEqualTo(2);
    clock.advance(Duration.ofSeconds(20));
    assertThat(taken(10)).as("the rest of the wave").isEqualTo(1);
  }

  private long taken(int asked) {
    return IntStream.range(0, asked).filter(_ -> waves.take()).count();
  }
}
