package org.edgeztp.server.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
  private static final TftpSettings SETTINGS = TftpSettings.defaults();

  @ParameterizedTest(name = "{0}={1} is granted as {2}")
  @CsvSource({
    "blksize, 8, 8",
    "blksize, 1432, 1432",
    "blksize, 1468, 1468",
    "blksize, 65464, 1468",
    "blksize, 99999, 1468",
    "blksize, 7, ",
    "blksize, 0, ",
    "blksize, -1, ",
    "blksize, 1k, ",
    "blksize, '', ",
    "blksize, 99999999999999999999, ",
    "windowsize, 1, 1",
    "windowsize, 16, 16",
    "windowsize, 65535, 64",
    "windowsize, 0, ",
    "tsize, 0, 1000",
    "tsize, 77, 1000",
    "timeout, 1, 1",
    "timeout, 30, 30",
    "timeout, 0, ",
    "timeout, 255, ",
    "multicast, 1, ",
  })
  void grantsWhatItCanServe(String option, String asked, String granted) {
    Map<String, String> accepted =
        Terms.negotiate(Map.of(option, asked), 1000, SETTINGS).accepted();

    assertThat(accepted).isEqualTo(granted == null ? Map.of() : Map.of(option, granted));
  }

  @Test
  void keepsToThePlainProtocolWhenNothingIsAsked() {
    assertThat(Terms.negotiate(Map.of(), 1000, SETTINGS))
        .isEqualTo(new Terms(1000, 512, 1, Optional.empty(), Map.of()));
  }

  @Test
  void takesTheGrantedValuesForItself() {
    Map<String, String> asked = Map.of("blksize", "9000", "windowsize", "4", "timeout", "3");

    Terms terms = Terms.negotiate(asked, 1000, SETTINGS);

    assertThat(terms.blockSize()).isEqualTo(1468);
    assertThat(terms.windowSize()).isEqualTo(4);
    assertThat(terms.pause()).contains(Duration.ofSeconds(3));
  }

  @ParameterizedTest(name = "{0} bytes in blocks of {1} end with block {2}")
  @CsvSource({"0, 512, 1", "511, 512, 1", "512, 512, 2", "513, 512, 2", "1048576, 8, 131073"})
  void endsWithABlockThatIsNotFull(long size, int blockSize, long last) {
    assertThat(new Terms(size, blockSize, 1, Optional.empty(), Map.of()).lastBlock())
        .isEqualTo(last);
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> new TftpSettings(100, 1, 1, Duration.ofSeconds(1), 1))
        .hasMessage("TFTP setting largestBlock is 100; it must be 512 to 65464");
    assertThatThrownBy(() -> new TftpSettings(512, 1, 1, Duration.ZERO, 1))
        .hasMessage("TFTP setting firstPause in milliseconds is 0; it must be 1 to 60000");
  }
}
