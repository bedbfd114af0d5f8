package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final RunDirectory RUN =
      new RunDirectory("/var/lib/ztp/runs/m-0123456789-2", "ztp-converge-m-0123456789-2");

  @ParameterizedTest
  @CsvSource({
    "0, false, , Upload Start Follow",
    "1, true,  , Follow",
    "0, true,  , Follow",
    "1, false, , Start Follow",
    "2, false, , Start Follow",
    "3, false, , GiveUp",
    "3, true,  , Follow",
    "1, false, 0, Read Collect",
    "1, true,  1, Read Collect",
    "3, false, 35, Read Collect"
  })
  void followsFromWhatALookShows(int starts, boolean running, Integer exit, String steps) {
    OptionalInt code = exit == null ? OptionalInt.empty() : OptionalInt.of(exit);
    List<Step> plan = Plan.of(RUN, new Glance(starts, running, code));
    assertThat(
            plan.stream().map(s -> s.getClass().getSimpleName()).collect(Collectors.joining(" ")))
        .isEqualTo(steps);
  }

  @Test
  void startsTheConvergeDetachedAfterMarkingIt() {
    assertThat(RUN.start())
        .isEqualTo(
            """
            set -e
            cd /var/lib/ztp/runs/m-0123456789-2
            systemctl stop 'ztp-converge-*' || true
            systemctl reset-failed 'ztp-converge-*' || true
            if [ -e events.jsonl ]; then mv events.jsonl "events.jsonl.$(wc -l <started)"; fi
            date -u +%FT%TZ >>started
            systemd-run --quiet --unit=ztp-converge-m-0123456789-2 --remain-after-exit \
            -p KillSignal=SIGINT -p TimeoutStopSec=30 \
            -p StandardOutput=append:/var/lib/ztp/runs/m-0123456789-2/output.log \
            -p StandardError=append:/var/lib/ztp/runs/m-0123456789-2/output.log \
            --setenv=HOME=/root --setenv=LANG=C.UTF-8 \
            /var/lib/ztp/runs/m-0123456789-2/push/converge /var/lib/ztp/runs/m-0123456789-2
            """);
  }

  @Test
  void readsALook() {
    assertThat(Glance.of("unit=running\nstarts=2\nexit=\n"))
        .isEqualTo(new Glance(2, true, OptionalInt.empty()));
    assertThat(Glance.of("unit=exited\nstarts=1\nexit=35\n"))
        .isEqualTo(new Glance(1, false, OptionalInt.of(35)));
    assertThat(Glance.of("rubbish\nexit=x")).isEqualTo(new Glance(0, false, OptionalInt.empty()));
  }
}
