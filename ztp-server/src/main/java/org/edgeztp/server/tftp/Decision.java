package org.edgeztp.server.tftp;

import java.time.Duration;
import org.edgeztp.server.tftp.Received.Malformed;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.edgeztp.server.tftp.TftpPacket.WriteRequest;

/**
 * The transfer as a function: where it stands and what arrived give what to do.
 *
 * <p>An old ACK is never a reason to send: else one packet that the network doubled would double
 * all that follow, the Sorcerer's Apprentice fault of RFC 1123, section 4.2.3.1. With windows (RFC
 * 7440) a second ACK for the last acknowledged block may also mean that the first block of a window
 * was lost. It is heeded, but not again before the blocks sent twice on its account are all behind:
 * the ACKs that those provoke cannot set off another round.
 */
final class Decision {
  private static final Step OLD = new Step.Ignore("it acknowledges nothing new");
  private static final Step STRAY = new Step.Ignore("a client that reads does not send this");

  private Decision() {}

  static Step begin(Terms terms) {
    Progress start = Progress.start(terms);
    return new Step.Send(start, start.acknowledged() + 1, start.sent());
  }

  static Step received(Terms terms, Progress at, Received packet) {
    return switch (packet) {
      case Ack(int block) -> acknowledged(terms, at, block);
      case ErrorReport(int code, String message) -> brokenOff(terms, at, code, message);
      case ReadRequest _, WriteRequest _, Data _, OptionAck _, Malformed _ -> STRAY;
    };
  }

  /** The client was silent for a whole {@link #pause}. */
  static Step silence(Progress at, TftpSettings settings) {
    int repeats = at.repeats() + 1;
    return repeats < settings.tries()
        ? new Step.Send(at.again(repeats), at.acknowledged() + 1, at.sent())
        : new Step.Failed(
            "no answer to %s, sent %d times".formatted(name(at.acknowledged() + 1), repeats));
  }

  /**
   * How long to wait for an answer. By default 0.5, 1, 2, 4, 4, 4 seconds, 15.5 in all: a lost
   * packet costs little, and a ROM that is busy for some seconds is still waited for.
   */
  static Duration pause(Terms terms, Progress at, TftpSettings settings) {
    return terms
        .pause()
        .orElseGet(() -> settings.firstPause().multipliedBy(1L << Math.min(at.repeats(), 3)));
  }

  private static Step acknowledged(Terms terms, Progress at, int wireBlock) {
    int news = (wireBlock - (int) at.acknowledged()) & 0xffff;
    if (news == 0) {
      return repeated(terms, at);
    }
    long block = at.acknowledged() + news;
    if (block > at.sent()) {
      return OLD;
    }
    if (block == terms.lastBlock()) {
      return new Step.Finished();
    }
    // Less than all that is under way: the client missed the block after this one.
    boolean gap = block < at.sent();
    long end = terms.windowEnd(block);
    return new Step.Send(
        new Progress(block, end, 0, gap ? end + 1 : at.heedFrom()), block + 1, end);
  }

  private static Step repeated(Terms terms, Progress at) {
    return terms.windowSize() > 1 && at.acknowledged() >= at.heedFrom()
        ? new Step.Send(at.again(at.repeats()), at.acknowledged() + 1, at.sent())
        : OLD;
  }

  /** ROMs end a question for the size with code 0, EDK II with code 8. */
  private static Step brokenOff(Terms terms, Progress at, int code, String message) {
    boolean sizeKnown = terms.sizeAsked() && at.acknowledged() <= 0;
    return sizeKnown && (code == 0 || code == TftpError.OPTIONS_REFUSED.code())
        ? new Step.SizeAsked()
        : new Step.BrokenOff(
            "the client broke off at %s with error %d: %s"
                .formatted(name(at.acknowledged() + 1), code, RequestCheck.printable(message)));
  }

  private static String name(long block) {
    return block == 0 ? "the option acknowledgment" : "block " + block;
  }
}
