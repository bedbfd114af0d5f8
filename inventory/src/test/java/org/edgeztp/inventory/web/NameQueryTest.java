package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameQueryTest {
  @Test
  void numbersInNamesCountAsNumbers() {
    assertThat(page(Map.of()).here()).containsExactly("A1", "B2", "R2", "R9", "R10");
  }

  @Test
  void pagesGoOnBehindTheLastThatWasThere() {
    assertThat(page(Map.of("limit", "2")))
        .isEqualTo(new NameQuery.Page(List.of("A1", "B2"), 5, Optional.of("B2")));
    assertThat(page(Map.of("limit", "2", "after", "B2")))
        .isEqualTo(new NameQuery.Page(List.of("R2", "R9"), 5, Optional.of("R9")));
    assertThat(page(Map.of("limit", "2", "after", "R9")))
        .isEqualTo(new NameQuery.Page(List.of("R10"), 5, Optional.empty()));
    assertThat(page(Map.of("limit", "1", "after", "R3")).here()).containsExactly("R9");
  }

  @Test
  void aTextChoosesWhateverItsCase() {
    assertThat(page(Map.of("search", "r")))
        .isEqualTo(new NameQuery.Page(List.of("R2", "R9", "R10"), 3, Optional.empty()));
    assertThat(page(Map.of("search", "x")).here()).isEmpty();
  }

  @Test
  void whatIsNoQuestionIsRefused() {
    assertThatThrownBy(() -> page(Map.of("limit", "0"))).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> page(Map.of("ports", "true")))
        .hasMessageContaining(
            "racks have no 'ports'; there are [after, count, limit, search, site,");
  }

  private static NameQuery.Page page(Map<String, String> query) {
    return NameQuery.of("racks", "slots", query)
        .page(Stream.of("R10", "R9", "B2", "R2", "A1", "R9"));
  }
}
