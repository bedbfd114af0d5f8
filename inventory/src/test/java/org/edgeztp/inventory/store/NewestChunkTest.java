package org.edgeztp.inventory.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;

class NewestChunkTest {
  private static final int BLOCK = 4096;
  private static final String HEADER =
      "H:2,block:%s,blockSize:1000,chunk:%s,created:197f0cfd8aa,format:3,version:%s";

  private final NewestChunk newest = new NewestChunk();

  @Test
  void namesTheChunkWrittenLastInBothCopies() {
    write(9, "chunk:a,len:2,pages:3,version:1f");
    write(30, "chunk:b,len:2,pages:3,version:20");

    assertThat(header(HEADER.formatted("9", "a", "1f")))
        .isEqualTo(HEADER.formatted("1e", "b", "20"));
  }

  @Test
  void doesNotTakeAnOlderChunkForItThatIsMoved() {
    write(30, "chunk:b,len:2,pages:3,version:20");
    write(4, "chunk:a,len:2,pages:3,version:1f");

    assertThat(header(HEADER.formatted("9", "a", "1f")))
        .isEqualTo(HEADER.formatted("1e", "b", "20"));
  }

  @Test
  void followsTheNewestWhenItIsMoved() {
    write(30, "chunk:b,len:2,pages:3,version:20");
    write(4, "chunk:b,len:2,pages:3,version:20");

    assertThat(header(HEADER.formatted("1e", "b", "20")))
        .isEqualTo(HEADER.formatted("4", "b", "20"));
  }

  @Test
  void leavesTheHeaderOfACleanEndAndOfAFileWithoutChunks() {
    String empty = "H:2,blockSize:1000,created:197f0cfd8aa,format:3";
    assertThat(header(empty)).isEqualTo(empty);

    write(30, "chunk:b,len:2,pages:3,version:20");
    String clean = HEADER.formatted("9", "a", "1f") + ",clean:1";
    assertThat(header(clean)).isEqualTo(clean);
  }

  private void write(long block, String line) {
    ByteBuffer chunk = ByteBuffer.allocate(2 * BLOCK).put(0, (line + '\n').getBytes(ISO_8859_1));
    assertThat(newest.corrected(chunk, block * BLOCK)).isSameAs(chunk);
  }

  /** The text of both copies, whose checksums hold. */
  private String header(String text) {
    byte[] line = checked(text);
    ByteBuffer written =
        newest.corrected(ByteBuffer.allocate(2 * BLOCK).put(0, line).put(BLOCK, line), 0);
    String first = line(written, 0);
    assertThat(written.remaining()).isEqualTo(2 * BLOCK);
    assertThat(line(written, BLOCK)).isEqualTo(first);
    String found = first.substring(0, first.lastIndexOf(",fletcher:"));
    assertThat(first).isEqualTo(new String(checked(found), ISO_8859_1));
    return found;
  }

  private static byte[] checked(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    int checksum = DataUtils.getFletcher32(bytes, 0, bytes.length);
    return (text + ",fletcher:" + Integer.toHexString(checksum) + '\n').getBytes(ISO_8859_1);
  }

  private static String line(ByteBuffer written, int at) {
    byte[] copy = new byte[BLOCK];
    written.get(at, copy);
    String text = new String(copy, ISO_8859_1);
    return text.substring(0, text.indexOf('\n') + 1);
  }
}
