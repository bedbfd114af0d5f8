package org.edgeztp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ApiResultTest {
  private static final List<Long> HUNDRED =
      LongStream.rangeClosed(1, 100).map(millis -> millis * 1_000_000).boxed().toList().reversed();

  @Test
  void tellsWithinWhatTimeHalfOfTheAnswersAndAllButOneInAHundredCame() {
    assertThat(ApiResult.of("LIST", HUNDRED, 7)).isEqualTo(new ApiResult("LIST", 50, 99, 100, 7));
    assertThat(ApiResult.of("LIST", List.of(3_000_000L), 7))
        .isEqualTo(new ApiResult("LIST", 3, 3, 3, 7));
  }

  @Test
  void readsItsOwnLine() {
    var result = new ApiResult("SEARCH", 1.5, 2.25, 80, 1234.5);

    assertThat(ApiResult.parse(result.line())).isEqualTo(result);
    assertThat(result.label()).isEqualTo("search a name");
  }
}
