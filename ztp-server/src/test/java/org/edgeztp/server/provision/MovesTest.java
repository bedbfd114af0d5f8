package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovesTest {
  private static final RunDirectory RUN =
      new RunDirectory(
          "/var/lib/ztp/runs/m-0123456789-2-1-base", "ztp-converge-m-0123456789-2-1-base");

  @ParameterizedTest
  @CsvSource({
    // starts, of these in this boot, runs, exit, restarts, told to restart
    "0, 0, false,   , 0, false, Upload Start Follow",
    "1, 1, true,    , 0, false, Follow",
    "0, 0, true,    , 0, false, Follow",
    "1, 1, false,   , 0, false, Start Follow",
    "2, 2, false,   , 0, false, Start Follow",
    "3, 3, false,   , 0, false, GiveUp",
    "3, 3, true,    , 0, false, Follow",
    "9, 0, false,   , 0, false, Start Follow",
    "1, 1, false,  0, 0, false, Read Collect",
    "1, 0, false,  0, 0, false, Read Collect",
    "1, 1, true,   1, 0, false, Read Collect",
    "1, 1, false, 35, 0, false, Read Restart",
    "1, 1, false, 37, 0, false, Read Restart",
    "1, 1, false, 37, 0, true,  AwaitRestart",
    "1, 0, false, 37, 0, false, Start Follow",
    "6, 1, false, 37, 5, false, Read GiveUp"
  })
  void followsFromWhatALookShows(
      int starts,
      int thisBoot,
      boolean running,
      Integer exit,
      int restarts,
      boolean restarting,
      String moves) {
    OptionalInt code = exit == null ? OptionalInt.empty() : OptionalInt.of(exit);
    var seen = new Glance(starts, thisBoot, running, code, restarts, restarting, 0);
    assertThat(
            Moves.of(RUN, seen).stream()
                .map(move -> move.getClass().getSimpleName())
                .collect(Collectors.joining(" ")))
        .isEqualTo(moves);
  }

  @Test
  void startsTheConvergeDetachedAfterMarkingIt() {
    assertThat(RUN.start())
        .isEqualTo(
            """
            for old in /var/lib/ztp/runs/m-0123456789-2-1-base/../*-drift-*; do
              [ ! -e $old/push/converge ] || $old/push/converge --abort $old >/dev/null 2>&1
            done
            set -e
            cd /var/lib/ztp/runs/m-0123456789-2-1-base
            systemctl stop 'ztp-converge-*' || true
            systemctl reset-failed 'ztp-converge-*' || true
            if [ -e events.jsonl ]; then \
            mv events.jsonl "events.jsonl.$(printf %04d "$(wc -l <started)")"; fi
            if [ -e exit-code ]; then mv exit-code "exit-code.$(wc -l <started)"; fi
            echo "$(date -u +%FT%TZ) $(systemd-id128 boot-id 2>/dev/null \
            || cat /proc/sys/kernel/random/boot_id)" >>started
            systemd-run --quiet --unit=ztp-converge-m-0123456789-2-1-base --remain-after-exit \
            -p KillSignal=SIGINT -p TimeoutStopSec=30 \
            -p StandardOutput=append:/var/lib/ztp/runs/m-0123456789-2-1-base/output.log \
            -p StandardError=append:/var/lib/ztp/runs/m-0123456789-2-1-base/output.log \
            --setenv=HOME=/root --setenv=LANG=C.UTF-8 \
            /var/lib/ztp/runs/m-0123456789-2-1-base/push/converge /var/lib/ztp/runs/m-0123456789-2-1-base
            """);
  }

  @Test
  void readsALook() {
    assertThat(Glance.of("unit=running\nstarts=2\nstarts-this-boot=1\nsaid=70\nexit=\n"))
        .isEqualTo(new Glance(2, 1, true, OptionalInt.empty(), 0, false, 70));
    assertThat(
            Glance.of(
                "unit=exited\nstarts=1\nstarts-this-boot=0\nrestarts=1\nrestarting=yes\nexit=35\n"))
        .isEqualTo(new Glance(1, 0, false, OptionalInt.of(35), 1, true, 0));
    assertThat(Glance.of("rubbish\nexit=x"))
        .isEqualTo(new Glance(0, 0, false, OptionalInt.empty(), 0, false, 0));
  }
}
