package org.edgeztp.inventory.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;
import org.jspecify.annotations.Nullable;

/**
 * Makes the header of an H2 database file name the chunk that was written last, which holds the
 * last commit.
 *
 * <p>H2 2.5.252 writes the header after a chunk, but takes note of that chunk only afterwards: the
 * header names the chunk before. One that lies neither at the end of the file nor where its
 * predecessor expects it is then not found by who opens the file after {@code kill -9}, and neither
 * are those that follow it: up to twenty acknowledged commits are lost, minutes of a quiet server.
 *
 * <p>The header is a line of {@code key:value} pairs, numbers in hexadecimal, that ends with its
 * Fletcher-32 checksum, in each of the first two blocks of 4 KiB; chunks begin with such a line too
 * (MVStore's file format). Not for two threads at a time.
 */
final class NewestChunk {
  private static final int BLOCK = 4096;
  private static final int HEADER = 2 * BLOCK;

  /** Longer than the first line of any chunk. */
  private static final int LINE = 1024;

  private static final Pattern CHUNK = Pattern.compile("^chunk:([0-9a-f]+),.*,version:([0-9a-f]+)");
  private static final Pattern NAMED = Pattern.compile("\\b(block|chunk|version):[0-9a-f]+");
  private static final String CLEAN = "clean:";
  private static final String CHECKSUM = ",fletcher:";

  private record Chunk(String id, long block, long version) {}

  private @Nullable Chunk newest;

  /**
   * What to write in place of what H2 writes.
   *
   * @param bytes left as they are
   * @param position in bytes from the start of the file
   */
  ByteBuffer corrected(ByteBuffer bytes, long position) {
    if (position == 0 && bytes.remaining() == HEADER) {
      return header(bytes);
    }
    if (position % BLOCK == 0) {
      note(firstLine(bytes), position / BLOCK);
    }
    return bytes;
  }

  /** A chunk that is only moved keeps its version. */
  private void note(String line, long block) {
    Matcher chunk = CHUNK.matcher(line);
    if (chunk.find()) {
      long version = Long.parseLong(chunk.group(2), 16);
      if (newest == null || version >= newest.version()) {
        newest = new Chunk(chunk.group(1), block, version);
      }
    }
  }

  /** On a clean end, and when it goes back to a version, H2 writes the right one itself. */
  private ByteBuffer header(ByteBuffer bytes) {
    String line = firstLine(bytes);
    Chunk last = newest;
    int checked = line.lastIndexOf(CHECKSUM);
    if (last == null || line.contains(CLEAN) || checked < 0) {
      return bytes;
    }
    String text =
        NAMED
            .matcher(line.substring(0, checked))
            .replaceAll(pair -> pair.group(1) + ':' + value(pair.group(1), last));
    byte[] content = text.getBytes(ISO_8859_1);
    int checksum = DataUtils.getFletcher32(content, 0, content.length);
    byte[] whole = (text + CHECKSUM + Integer.toHexString(checksum) + '\n').getBytes(ISO_8859_1);
    return ByteBuffer.allocate(HEADER).put(0, whole).put(BLOCK, whole);
  }

  private static String value(String key, Chunk chunk) {
    return switch (key) {
      case "block" -> Long.toHexString(chunk.block());
      case "chunk" -> chunk.id();
      default -> Long.toHexString(chunk.version());
    };
  }

  private static String firstLine(ByteBuffer bytes) {
    byte[] start = new byte[Math.min(LINE, bytes.remaining())];
    bytes.get(bytes.position(), start);
    String text = new String(start, ISO_8859_1);
    int end = text.indexOf('\n');
    return end < 0 ? "" : text.substring(0, end);
  }
}
