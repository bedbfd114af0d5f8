package org.edgeztp.server.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.edgeztp.server.tftp.Step.BrokenOff;
import org.edgeztp.server.tftp.Step.Failed;
import org.edgeztp.server.tftp.Step.Finished;
import org.edgeztp.server.tftp.Step.Ignore;
import org.edgeztp.server.tftp.Step.Send;
import org.edgeztp.server.tftp.Step.SizeAsked;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {
  private static final TftpSettings SETTINGS = TftpSettings.defaults();

  /** 10 full blocks and a short one, in lock-step, without options. */
  private static final Terms PLAIN = new Terms(5130, 512, 1, Optional.empty(), Map.of());

  private static final Terms WINDOW = terms(100, 4);

  @Test
  void answersAPlainRequestWithTheFirstBlock() {
    assertThat(Decision.begin(PLAIN)).isEqualTo(new Send(new Progress(0, 1, 0, 0), 1, 1));
  }

  @Test
  void answersOptionsWithAnAcknowledgmentAndWaitsForTheClients() {
    var waiting = new Progress(-1, 0, 0, 0);

    assertThat(Decision.begin(WINDOW)).isEqualTo(new Send(waiting, 0, 0));
    assertThat(ack(WINDOW, waiting, 0)).isEqualTo(new Send(new Progress(0, 4, 0, 0), 1, 4));
  }

  /** Windows of 4 over 100 blocks; the ACK, and the blocks sent for it. */
  @ParameterizedTest(name = "at {0}..{1}: ACK {2} sends {3}..{4}")
  @CsvSource({
    "0, 4, 4, 5, 8",
    "4, 8, 8, 9, 12",
    "4, 8, 6, 7, 10",
    "4, 8, 5, 6, 9",
    "92, 96, 96, 97, 100",
    "96, 100, 98, 99, 100",
    "4, 8, 4, 5, 8",
  })
  void slidesTheWindowToWhatTheClientHas(
      long acknowledged, long sent, int ack, long first, long last) {
    assertThat(ack(WINDOW, new Progress(acknowledged, sent, 2, 0), ack))
        .isInstanceOfSatisfying(
            Send.class,
            send -> {
              assertThat(send.first()).isEqualTo(first);
              assertThat(send.last()).isEqualTo(last);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9, 11, 65535})
  void ignoresAcknowledgmentsOutsideTheWindow(int block) {
    assertThat(ack(WINDOW, new Progress(4, 8, 0, 0), block)).isInstanceOf(Ignore.class);
  }

  @Test
  void neverSendsForARepeatedAcknowledgmentInLockStep() {
    assertThat(ack(PLAIN, new Progress(3, 4, 0, 0), 3)).isInstanceOf(Ignore.class);
    assertThat(ack(terms(100, 1), new Progress(-1, 0, 0, 0), 65535)).isInstanceOf(Ignore.class);
  }

  @Test
  void repeatsAWindowOnceWhenItsFirstBlockWasLost() {
    var again = new Progress(4, 8, 0, 9);

    assertThat(ack(WINDOW, new Progress(4, 8, 0, 0), 4)).isEqualTo(new Send(again, 5, 8));
    assertThat(ack(WINDOW, again, 4)).isInstanceOf(Ignore.class);
  }

  @Test
  void doesNotRepeatTheNextWindowForTheAcknowledgmentsOfARepeatedOne() {
    Progress next = ((Send) ack(WINDOW, new Progress(4, 8, 0, 9), 8)).next();

    assertThat(next).isEqualTo(new Progress(8, 12, 0, 9));
    assertThat(ack(WINDOW, next, 8)).isInstanceOf(Ignore.class);
    assertThat(ack(WINDOW, new Progress(12, 16, 0, 9), 12)).isInstanceOf(Send.class);
  }

  @Test
  void finishesWithTheAcknowledgmentOfTheLastBlock() {
    assertThat(ack(WINDOW, new Progress(96, 100, 0, 0), 100)).isEqualTo(new Finished());
  }

  @Test
  void countsBlocksPastTheEndOfTheWireNumber() {
    Terms terms = terms(200_000, 4);

    assertThat(ack(terms, new Progress(65_533, 65_537, 0, 0), 0))
        .isEqualTo(new Send(new Progress(65_536, 65_540, 0, 65_541), 65_537, 65_540));
    assertThat(ack(terms, new Progress(131_070, 131_074, 0, 0), 2))
        .isEqualTo(new Send(new Progress(131_074, 131_078, 0, 0), 131_075, 131_078));
    assertThat(ack(terms, new Progress(65_534, 65_538, 0, 0), 65_533)).isInstanceOf(Ignore.class);
    assertThat(ack(terms, new Progress(199_999, 200_000, 0, 0), 200_000 & 0xffff))
        .isEqualTo(new Finished());
  }

  @Test
  void repeatsAllThatIsUnderWayWhenTheClientIsSilent() {
    assertThat(Decision.silence(new Progress(-1, 0, 0, 0), SETTINGS))
        .isEqualTo(new Send(new Progress(-1, 0, 1, 1), 0, 0));
    assertThat(Decision.silence(new Progress(4, 8, 1, 0), SETTINGS))
        .isEqualTo(new Send(new Progress(4, 8, 2, 9), 5, 8));
  }

  @Test
  void givesUpWithAReasonAfterTheLastTry() {
    assertThat(Decision.silence(new Progress(4, 8, 5, 9), SETTINGS))
        .isEqualTo(new Failed("no answer to block 5, sent 6 times"));
    assertThat(Decision.silence(new Progress(-1, 0, 5, 0), SETTINGS))
        .isEqualTo(new Failed("no answer to the option acknowledgment, sent 6 times"));
  }

  @Test
  void startsCountingTriesAnewWhenTheClientGetsOn() {
    assertThat(((Send) ack(WINDOW, new Progress(4, 8, 5, 9), 8)).next().repeats()).isZero();
  }

  @Test
  void waitsLongerWithEachRepetitionUnlessTheClientNamedATime() {
    assertThat(
            IntStream.range(0, 6)
                .mapToObj(n -> Decision.pause(PLAIN, new Progress(0, 1, n, 0), SETTINGS)))
        .extracting(Duration::toMillis)
        .containsExactly(500L, 1000L, 2000L, 4000L, 4000L, 4000L);
    Terms named = new Terms(1, 512, 1, Optional.of(Duration.ofSeconds(3)), Map.of("timeout", "3"));
    assertThat(Decision.pause(named, new Progress(0, 1, 4, 0), SETTINGS))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({"0, TFTP Aborted", "8, User aborted the transfer"})
  void takesABreakOffAfterTheSizeForWhatItIs(int code, String message) {
    Terms sizeAsked = new Terms(5130, 512, 1, Optional.empty(), Map.of("tsize", "5130"));
    var error = new ErrorReport(code, message);

    assertThat(Decision.received(sizeAsked, new Progress(-1, 0, 0, 0), error))
        .isEqualTo(new SizeAsked());
    assertThat(Decision.received(sizeAsked, new Progress(2, 3, 0, 0), error))
        .isInstanceOf(BrokenOff.class);
    assertThat(Decision.received(WINDOW, new Progress(-1, 0, 0, 0), error))
        .isEqualTo(
            new BrokenOff(
                "the client broke off at the option acknowledgment with error %d: %s"
                    .formatted(code, message)));
  }

  @Test
  void ignoresPacketsThatNoReaderSends() {
    var data = new Data(1, ByteBuffer.allocate(1));

    assertThat(Decision.received(PLAIN, new Progress(0, 1, 0, 0), data)).isInstanceOf(Ignore.class);
    assertThat(Decision.received(PLAIN, new Progress(0, 1, 0, 0), new Received.Malformed("x")))
        .isInstanceOf(Ignore.class);
  }

  private static Step ack(Terms terms, Progress at, int block) {
    return Decision.received(terms, at, new Ack(block));
  }

  /** Blocks of 8 bytes, the last one of 7. */
  private static Terms terms(int blocks, int window) {
    Map<String, String> accepted = new LinkedHashMap<>();
    accepted.put("blksize", "8");
    accepted.put("windowsize", "" + window);
    return new Terms(blocks * 8L - 1, 8, window, Optional.empty(), accepted);
  }
}
