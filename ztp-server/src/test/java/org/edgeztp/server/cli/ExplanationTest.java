package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ExplanationTest {
  private static final Instant NOW = Instant.parse("2026-11-27T03:43:00Z");

  @Test
  void saysHowLongIsLeftInWholeSeconds() {
    assertThat(
            lines(
                """
                {"state": "INSPECTING", "expects": "its hardware report",
                 "deadline": "2026-11-27T03:57:46.076605052Z",
                 "lastSeen": {"at": "2026-11-27T03:42:46.1Z", "text": "asks for its script"}}
                """))
        .containsExactly(
            "INSPECTING waits for its hardware report, until 2026-11-27T03:57:46Z (14 min left)",
            "last seen  2026-11-27T03:42:46Z  asks for its script");
  }

  @Test
  void saysOnceWhoStoppedIt() {
    assertThat(
            lines(
                """
                {"state": "FAILED",
                 "why": "failed while BOOTING: admin stopped it; last seen 5 s ago: admin stopped it",
                 "lastSeen": {"at": "2026-11-27T03:42:55Z", "text": "admin stopped it"},
                 "cause": {"code": "ABORTED", "sentence": "it was stopped on purpose",
                  "evidence": "admin stopped it", "remedy": "retry"}}
                """))
        .containsExactly(
            "FAILED     failed while BOOTING: admin stopped it",
            "last seen  2026-11-27T03:42:55Z",
            "cause      ABORTED: it was stopped on purpose",
            "do         retry");
  }

  private static List<String> lines(String machine) {
    return Explanation.of(new JsonMapper().readTree(machine), NOW);
  }
}
