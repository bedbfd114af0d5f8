package org.edgeztp.server.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes on port 69 and on the port of a transfer. */
class TftpFuzzTest {
  private static final TftpSettings SETTINGS = TftpSettings.defaults();

  static Stream<Arguments> datagrams() {
    return Stream.of(
            "\0\1ipxe.efi\0octet\0blksize\0001468\0tsize\0000\0windowsize\00016\0",
            "\0\1undionly.kpxe\0octet\0tsize\0000\0blksize\0001432\0",
            "\0\1\\boot\\ipxe.efi\0OCTET\0timeout\0005\0\0\0\0\0",
            "\0\1../../etc/passwd\0netascii\0",
            "\0\2ipxe.efi\0octet\0",
            "\0\3\0\1content",
            "\0\4\0\1",
            "\0\5\0\0User aborted the transfer\0",
            "\0\6tsize\000117\0blksize\0001428\0")
        .map(text -> arguments((Object) text.getBytes(ISO_8859_1)));
  }

  /** A clean path never leaves the root; terms are within what is served; packets survive. */
  @MethodSource("datagrams")
  @FuzzTest
  void readsOrRefuses(byte[] datagram) {
    if (TftpCodec.decode(ByteBuffer.wrap(datagram)) instanceof TftpPacket packet) {
      assertThat(TftpCodec.decode(TftpCodec.encode(packet))).isEqualTo(packet);
      if (packet instanceof ReadRequest request) {
        checkPath(request);
        checkTerms(request.options());
      }
    }
  }

  private static void checkPath(ReadRequest request) {
    if (RequestCheck.of(request) instanceof RequestCheck.Passed(String path)) {
      assertThat(path.split("/", -1)).doesNotContain("", ".", "..");
      assertThat(path).doesNotContain("\0", "\\");
    }
  }

  private static void checkTerms(Map<String, String> asked) {
    Terms terms = Terms.negotiate(asked, 1_000_000, SETTINGS);
    assertThat(terms.blockSize()).isBetween(8, SETTINGS.largestBlock());
    assertThat(terms.windowSize()).isBetween(1, SETTINGS.largestWindow());
    assertThat(asked.keySet()).containsAll(terms.accepted().keySet());
  }
}
