package org.edgeztp.server.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** A connection that JSch keeps: one channel for each command. */
final class JschSession implements RemoteSession {
  private static final int OUTPUT_BYTES = 64 * 1024;
  private static final int OPEN_MILLIS = 10_000;
  private static final Duration CLOSE = Duration.ofSeconds(10);

  /** JSch tells nobody when a channel closes, so it is looked at this often. */
  private static final Duration LOOK = Duration.ofMillis(10);

  private final Session session;
  private final String name;

  JschSession(Session session, String name) {
    this.session = session;
    this.name = name;
  }

  @Override
  public Output run(String command, Duration timeout)
      throws LinkLostException, InterruptedException {
    return send(InputStream.nullInputStream(), command, timeout);
  }

  @Override
  public Output send(InputStream content, String command, Duration timeout)
      throws LinkLostException, InterruptedException {
    var stdout = new LastBytes(OUTPUT_BYTES);
    var stderr = new LastBytes(OUTPUT_BYTES);
    ChannelExec channel = open(command, content, stdout, stderr);
    try {
      int exit = closes(channel, timeout) ? exitOf(channel) : Output.TIMED_OUT;
      return new Output(exit, stdout.text(), stderr.text());
    } finally {
      channel.disconnect();
    }
  }

  @Override
  public End follow(String command, Consumer<String> line, Duration idle)
      throws LinkLostException, InterruptedException {
    var lines = new Lines();
    var stderr = new LastBytes(OUTPUT_BYTES);
    ChannelExec channel = open(command, InputStream.nullInputStream(), lines, stderr);
    try {
      while (true) {
        switch (lines.next(idle)) {
          case Lines.Next.Line(String text) -> line.accept(text);
          case Lines.Next.Silence _ -> {
            return End.SILENT;
          }
          case Lines.Next.End _ -> {
            closes(channel, CLOSE);
            exitOf(channel);
            return End.FINISHED;
          }
        }
      }
    } finally {
      lines.abandon();
      channel.disconnect();
    }
  }

  @Override
  public void close() {
    session.disconnect();
  }

  /** JSch loses an interruption of who waits for a channel: a thread of its own waits for it. */
  private ChannelExec open(
      String command, InputStream content, OutputStream stdout, OutputStream stderr)
      throws LinkLostException, InterruptedException {
    var opening = new FutureTask<>(() -> opened(command, content, stdout, stderr));
    Thread.ofVirtual().name("open-" + name).start(opening);
    try {
      return opening.get();
    } catch (ExecutionException e) {
      throw new LinkLostException("starting a command on " + name, e.getCause());
    }
  }

  private ChannelExec opened(
      String command, InputStream content, OutputStream stdout, OutputStream stderr)
      throws LinkLostException {
    try {
      var channel = (ChannelExec) session.openChannel("exec");
      if (channel == null) { // what JSch gives when the session goes down just then
        throw new LinkLostException("starting a command on " + name, null);
      }
      channel.setCommand(command);
      channel.setInputStream(content);
      channel.setOutputStream(stdout);
      channel.setErrStream(stderr);
      channel.connect(OPEN_MILLIS);
      return channel;
    } catch (JSchException e) {
      throw new LinkLostException("starting a command on " + name, e);
    }
  }

  private static boolean closes(ChannelExec channel, Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!channel.isClosed()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }

  private int exitOf(ChannelExec channel) throws LinkLostException {
    int exit = channel.getExitStatus();
    if (exit >= 0) {
      return exit;
    }
    String how = Optional.ofNullable(channel.getExitSignal()).map(s -> " by SIG" + s).orElse("");
    throw new LinkLostException("command on " + name + " was cut off" + how, null);
  }
}
