package org.edgeztp.server.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.edgeztp.server.artifact.Content;
import tools.jackson.databind.JsonNode;

/**
 * Sends content to {@code /api/v1/uploads}, and goes on where a cut left it: of this verb, or of
 * one that was stopped before.
 */
final class Upload {
  /** Failures on end without a byte in between, after which it is given up. */
  private static final int TRIES = 8;

  private static final int CONFLICT = 409;
  private static final int BLOCK = 1 << 16;

  private final ApiConnection api;
  private final Terminal terminal;
  private final Duration pause;

  /**
   * @param pause after a first failure; twice as long after each further one
   */
  Upload(ApiConnection api, Terminal terminal, Duration pause) {
    this.api = api;
    this.terminal = terminal;
    this.pause = pause;
  }

  /** A file, with its SHA-256. */
  Content of(Path file) throws IOException {
    MessageDigest digest = sha256();
    long size = Files.size(file);
    Shown shown = new Shown("reading " + file.getFileName(), size, 0);
    try (InputStream in = new DigestInputStream(shown.over(Files.newInputStream(file)), digest)) {
      byte[] block = new byte[BLOCK];
      while (in.read(block) >= 0) {
        // The digest takes it.
      }
    }
    return new Content(
        HexFormat.of().formatHex(digest.digest()), size, () -> Files.newInputStream(file));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Has the server have it all.
   *
   * @param what it is, for a person
   * @throws IOException when the server refuses it, or cannot be reached any more
   */
  void send(String what, Content content) throws IOException, InterruptedException {
    JsonNode found = api.get(path(content));
    long offset = found.path("offset").asLong();
    for (int failures = 0; !found.path("whole").asBoolean(); ) {
      try {
        // Asks for room and leave before anything is sent.
        found = api.put(path(content, offset), BodyPublishers.noBody());
        found = found.path("whole").asBoolean() ? found : send(what, content, offset);
        failures = 0;
      } catch (IOException e) {
        failures++;
        boolean forGood = e instanceof Refused refused && refused.status() != CONFLICT;
        if (forGood || failures == TRIES) {
          throw e;
        }
        terminal.status("cut at %d MiB: %s".formatted(offset >> 20, e.getMessage()));
        Thread.sleep(pause.multipliedBy(1L << (failures - 1)));
      }
      found = again(content, found);
      failures = found.path("offset").asLong() > offset ? 0 : failures;
      offset = found.path("offset").asLong();
    }
  }

  /** How far it is, unless it cannot be asked just now. */
  private JsonNode again(Content content, JsonNode known) throws InterruptedException {
    try {
      return known.path("whole").asBoolean() ? known : api.get(path(content));
    } catch (IOException e) {
      return known;
    }
  }

  private JsonNode send(String what, Content content, long offset)
      throws IOException, InterruptedException {
    Shown shown = new Shown("sending " + what, content.size(), offset);
    var rest =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> shown.over(from(content, offset))),
            content.size() - offset);
    return api.put(path(content, offset), rest);
  }

  private static InputStream from(Content content, long offset) {
    try {
      return content.from(offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(Content content) {
    return "/api/v1/uploads/" + content.sha256();
  }

  private static String path(Content content, long offset) {
    return "%s?size=%d&offset=%d".formatted(path(content), content.size(), offset);
  }

  /** Tells a person how far it is, a few times a second. */
  private final class Shown {
    private static final long STEP = 200_000_000;

    private final String what;
    private final long size;
    private final long began = System.nanoTime();
    private final long offset;
    private long done;
    private long told = began;

    Shown(String what, long size, long offset) {
      this.what = what;
      this.size = size;
      this.offset = offset;
      this.done = offset;
    }

    InputStream over(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          count(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] block, int from, int length) throws IOException {
          int read = super.read(block, from, length);
          count(Math.max(0, read));
          return read;
        }
      };
    }

    private void count(int bytes) {
      done += bytes;
      long now = System.nanoTime();
      if (now - told > STEP) {
        told = now;
        terminal.status(line(now));
      }
    }

    private String line(long now) {
      double seconds = (now - began) / 1e9;
      double rate = (done - offset) / seconds;
      return "%s: %3d %%  %d of %d MiB, %.1f MiB/s, %d s left"
          .formatted(
              what,
              size == 0 ? 100 : 100 * done / size,
              done >> 20,
              size >> 20,
              rate / (1 << 20),
              rate == 0 ? 0 : (long) ((size - done) / rate));
    }
  }
}
