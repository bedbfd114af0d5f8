package org.edgeztp.server.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * Runs one command in bash; bytes go through as they are. Its threads are real ones: reading from a
 * process keeps a virtual thread's carrier, of which there are 256.
 */
final class BashCommand implements Command {
  private final Path directory;
  private final List<String> shell;
  private final String command;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable OutputStream err;
  private @Nullable ExitCallback callback;
  private @Nullable Process process;

  /**
   * @param shell what the command is given to as the last argument
   */
  BashCommand(Path directory, List<String> shell, String command) {
    this.directory = directory;
    this.shell = List.copyOf(shell);
    this.command = command;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback exit) {
    callback = exit;
  }

  @Override
  public void start(ChannelSession channel, Environment env) throws IOException {
    List<String> line = new ArrayList<>(shell);
    line.add(command);
    var builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().merge("PATH", directory + "/bin:", (path, bin) -> bin + path);
    Process started = builder.start();
    process = started;
    Thread.ofPlatform().daemon().start(() -> copy(in, started.getOutputStream()));
    Thread stdout = Thread.ofPlatform().daemon().start(() -> copy(started.getInputStream(), out));
    Thread stderr = Thread.ofPlatform().daemon().start(() -> copy(started.getErrorStream(), err));
    Thread.ofPlatform().daemon().start(() -> report(started, stdout, stderr));
  }

  @Override
  public void destroy(ChannelSession channel) {
    if (process != null) {
      process.destroy();
    }
  }

  private void report(Process started, Thread stdout, Thread stderr) {
    try {
      stdout.join();
      stderr.join();
      int exit = started.waitFor();
      if (callback != null) {
        callback.onExit(exit);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end of either side is the end of the copy: the link may go at any time. */
  private static void copy(@Nullable InputStream from, @Nullable OutputStream to) {
    if (from == null || to == null) {
      return;
    }
    try (to) {
      byte[] buffer = new byte[8192];
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
        to.flush();
      }
    } catch (IOException | UncheckedIOException _) {
      return;
    }
  }
}
