package org.edgeztp.server.power;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A Serial over LAN session by {@code ipmitool}, which ends with its standard input: when this is
 * closed, and when the server is killed. For one thread.
 */
final class SerialSession implements AutoCloseable {
  /** A line without an end is handed over when it is that long. */
  private static final int LONG = 4096;

  /** ECMA-48 control sequences, as boot loaders and firmware draw with, and other controls. */
  private static final Pattern DRAWING =
      Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]|[\\x00-\\x08\\x0b-\\x1f\\x7f]");

  private static final Duration TO_END = Duration.ofSeconds(2);
  private static final String GREETING = "[SOL Session operational";

  private final Bmc bmc;
  private final Process process;
  private final StringBuilder unread = new StringBuilder();

  private SerialSession(Bmc bmc, Process process) {
    this.bmc = bmc;
    this.process = process;
  }

  static SerialSession open(Bmc bmc) throws PowerException, InterruptedException {
    return new SerialSession(bmc, Ipmi.console(bmc));
  }

  boolean isOpen() {
    return process.isAlive();
  }

  /** The lines that came since the last call, without what draws; blocks for nothing. */
  String read() {
    try {
      InputStream out = process.getInputStream();
      for (int there = out.available(); there > 0; there = out.available()) {
        unread.append(new String(out.readNBytes(there), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // It ended: what came before that is all there is.
    }
    int end = unread.lastIndexOf("\n") + 1;
    if (end == 0 && unread.length() > LONG) {
      end = unread.length();
    }
    String lines = unread.substring(0, end);
    unread.delete(0, end);
    return text(lines);
  }

  /** Pure: what a person reads of it. */
  static String text(String raw) {
    StringBuilder text = new StringBuilder();
    DRAWING
        .matcher(raw)
        .replaceAll("")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(GREETING))
        .forEach(line -> text.append(line.stripTrailing()).append('\n'));
    return text.toString();
  }

  /** Why it ended, when nobody closed it: the last thing that ipmitool complained of. */
  String fault() {
    try {
      byte[] told = process.getErrorStream().readAllBytes();
      return new String(told, StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("tcgetattr"))
          .reduce((_, last) -> last)
          .orElse(bmc + " ended the session");
    } catch (IOException e) {
      return bmc + " ended the session: " + e;
    }
  }

  /** Lets it end the session: the controller would keep a broken one for a minute. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.onExit().orTimeout(TO_END.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (IOException | CompletionException e) {
      process.destroyForcibly();
    }
  }
}
