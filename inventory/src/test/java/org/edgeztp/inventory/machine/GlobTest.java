package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "edge-1, EDGE-1, true",
    "edge-1, edge-12, false",
    "edge-*, edge-12, true",
    "edge-*, edge-, true",
    "*-12, edge-12, true",
    "*1*2*, edge-12, true",
    "*2*1*, edge-12, false",
    "*aab, aaaab, true",
    "*, '', true",
    "'', '', true",
    "a*b*c, aXbXbXc, true",
    "a*b*c, aXbXbX, false",
    "e.ge, edge, false"
  })
  void aStarStandsForAnyText(String pattern, String text, boolean matches) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
  }
}
