package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void numbersInNamesCountAsNumbers() {
    assertThat(of("", null, 9).here()).containsExactly("A1", "B2", "R2", "R9", "R10");
  }

  @Test
  void pagesGoOnWithTheFirstThatWasNotThere() {
    Names first = of("", null, 2);
    assertThat(first).isEqualTo(new Names(List.of("A1", "B2"), 5, Optional.of("R2")));
    assertThat(of("", "R2", 2)).isEqualTo(new Names(List.of("R2", "R9"), 5, Optional.of("R10")));
    assertThat(of("", "R10", 2)).isEqualTo(new Names(List.of("R10"), 5, Optional.empty()));
    assertThat(of("", "R3", 1).here()).containsExactly("R9");
  }

  @Test
  void aTextChoosesWhateverItsCase() {
    assertThat(of("r", null, 9))
        .isEqualTo(new Names(List.of("R2", "R9", "R10"), 3, Optional.empty()));
    assertThat(of("x", null, 9).here()).isEmpty();
  }

  private static Names of(String text, @Nullable String from, int most) {
    return Names.of(
        Stream.of("R10", "R9", "B2", "R2", "A1", "R9"),
        Optional.of(text),
        Optional.ofNullable(from),
        most);
  }
}
