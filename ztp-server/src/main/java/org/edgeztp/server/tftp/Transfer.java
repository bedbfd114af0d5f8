package org.edgeztp.server.tftp;

import java.time.Duration;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;

/**
 * One transfer on a port of its own: carries out what {@link Decision} decides and tells the log
 * how it began and how it ended, once each.
 *
 * <p>Packets come on one of MINA's threads, silence on the timer's, the end of the server on a
 * third; the monitor of this object keeps them apart. A session never waits for another lock while
 * it writes.
 */
final class Transfer {
  private final Job job;
  private final IoSession session;
  private final TftpSettings settings;
  private final TransferLog log;
  private Progress progress;
  private long furthest = -1;
  private long repeated;
  private boolean over;

  /** {@link System#nanoTime} at which the client has been silent for too long. */
  private long due;

  Transfer(Job job, IoSession session, TftpSettings settings, TransferLog log) {
    this.job = job;
    this.session = session;
    this.settings = settings;
    this.log = log;
    progress = Progress.start(job.terms());
    due = System.nanoTime() + Decision.pause(job.terms(), progress, settings).toNanos();
  }

  Job job() {
    return job;
  }

  synchronized void begin() {
    Terms terms = job.terms();
    log.note(
        new TransferEvent.Started(
            job.address(), job.path(), terms.size(), terms.blockSize(), terms.windowSize()));
    take(Decision.begin(terms));
  }

  synchronized void received(Received packet) {
    if (!over) {
      take(Decision.received(job.terms(), progress, packet));
    }
  }

  /** Called every few milliseconds, for silence is seen by nobody else. */
  synchronized void look(long now) {
    if (!over && now - due >= 0) {
      take(Decision.silence(progress, settings));
    }
  }

  /**
   * Whether that request is this transfer's own, come a second time: the client got no answer yet,
   * or the packet was late and the client has long gone on. A client that began anew is silent
   * here, for a second and a half by default.
   */
  synchronized boolean answers(ReadRequest request) {
    boolean unheard = progress.acknowledged() == Progress.start(job.terms()).acknowledged();
    return !over && job.request().equals(request) && (unheard || progress.repeats() < 2);
  }

  /** Ends the transfer and tells the client why. */
  synchronized void stop(String reason) {
    if (!over) {
      fail(reason);
    }
  }

  /** Ends the transfer without a word to the client. */
  synchronized void abandon(String reason) {
    if (!over) {
      end(failed(reason));
    }
  }

  /** The session is gone, by whatever cause. */
  synchronized void closed() {
    if (!over) {
      end(failed("the client closed its port before it acknowledged the last block"));
    }
  }

  private void take(Step step) {
    switch (step) {
      case Step.Send(Progress next, long first, long last) -> send(next, first, last);
      case Step.Ignore _ -> {}
      case Step.Finished _ ->
          end(
              new TransferEvent.Finished(
                  job.address(),
                  job.path(),
                  job.terms().size(),
                  Duration.ofNanos(System.nanoTime() - job.receivedAt()),
                  repeated));
      case Step.SizeAsked _ -> end(new TransferEvent.SizeAsked(job.address(), job.path()));
      case Step.BrokenOff(String reason) -> end(failed(reason));
      case Step.Failed(String reason) -> fail(reason);
    }
  }

  private void send(Progress next, long first, long last) {
    repeated += Math.max(0, Math.min(furthest, last) - first + 1);
    furthest = Math.max(furthest, last);
    progress = next;
    due = System.nanoTime() + Decision.pause(job.terms(), next, settings).toNanos();
    session.write(job.message(first, last));
  }

  private void fail(String reason) {
    var report = new ErrorReport(TftpError.NOT_DEFINED, reason);
    session.write(IoBuffer.wrap(TftpCodec.encode(report)));
    end(failed(reason));
  }

  private TransferEvent failed(String reason) {
    return new TransferEvent.Failed(job.address(), job.path(), reason);
  }

  private void end(TransferEvent event) {
    over = true;
    session.closeOnFlush();
    log.note(event);
  }
}
