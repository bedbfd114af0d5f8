package org.edgeztp.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.web.AnswerMemory.Asked;
import org.edgeztp.inventory.web.AnswerMemory.Kept;
import org.edgeztp.inventory.web.AnswerMemory.Known;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAnswersTest {
  private static final Asked ASKED = new Asked("ada", "k", "f".repeat(64));
  private static final Kept ANSWER =
      new Kept(200, "application/json", Map.of("ETag", "\"7\""), "{\"a\":\"é\"}");

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private Database database;
  private KeptAnswers answers;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("db"));
    Clock time = clock;
    answers = new KeptAnswers(database.source(), time);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givesTheAnswerToTheSameRequestAfterARestartToo() {
    assertThat(answers.begin(ASKED)).isEqualTo(new Known.Fresh());
    assertThat(answers.begin(ASKED)).isEqualTo(new Known.Begun(false));
    answers.answered(ASKED, ANSWER);
    database.close();
    open();
    assertThat(answers.begin(ASKED)).isEqualTo(new Known.Answered(ANSWER));
  }

  @Test
  void keepsNothingOfWhatIsForItsCallerAlone() {
    answers.begin(ASKED);
    answers.done(ASKED);
    assertThat(answers.begin(ASKED)).isEqualTo(new Known.Begun(true));
  }

  @Test
  void aKeyIsItsOwnersAndOfOneRequest() {
    answers.begin(ASKED);
    answers.answered(ASKED, ANSWER);
    assertThat(answers.begin(new Asked("ada", "k", "0".repeat(64)))).isEqualTo(new Known.Other());
    assertThat(answers.begin(new Asked("bob", "k", "0".repeat(64)))).isEqualTo(new Known.Fresh());
  }

  @Test
  void aKeyIsFreshAgainWhenNothingWasDoneAndAfterADay() {
    answers.begin(ASKED);
    answers.undone(ASKED);
    assertThat(answers.begin(ASKED)).isEqualTo(new Known.Fresh());
    answers.answered(ASKED, ANSWER);
    clock.advance(Duration.ofHours(23));
    assertThat(answers.begin(ASKED)).isEqualTo(new Known.Answered(ANSWER));
    clock.advance(Duration.ofHours(2));
    assertThat(answers.begin(ASKED)).isEqualTo(new Known.Fresh());
  }

  @Test
  void ofManyAtOnceOneBegins() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Known>> all =
          Stream.generate(() -> (Callable<Known>) () -> answers.begin(ASKED)).limit(8).toList();
      long fresh = 0;
      for (var known : threads.invokeAll(all)) {
        fresh += known.get() instanceof Known.Fresh ? 1 : 0;
      }
      assertThat(fresh).isEqualTo(1);
    }
  }
}
