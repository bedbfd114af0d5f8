package org.edgeztp.server.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.edgeztp.server.capture.CaptureWriter.frame;
import static org.edgeztp.server.capture.CaptureWriter.pcap;
import static org.edgeztp.server.capture.CaptureWriter.pcapng;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/edgeztp/server/capture");
  private static final String ETHERNET = "ffffffffffff 525400770001 0800";
  private static final byte[] REQUEST = {1, 1, 6, 0, 42};
  private static final Duration TIME = Duration.ofSeconds(1700000000, 250_000_000);

  static Stream<Arguments> formats() {
    byte[] frame = frame(ETHERNET, 67, REQUEST);
    return Stream.of(
        Arguments.of("microseconds, little-endian", pcap(LITTLE_ENDIAN, false, 1, frame)),
        Arguments.of("microseconds, big-endian", pcap(BIG_ENDIAN, false, 1, frame)),
        Arguments.of("nanoseconds, little-endian", pcap(LITTLE_ENDIAN, true, 1, frame)),
        Arguments.of("nanoseconds, big-endian", pcap(BIG_ENDIAN, true, 1, frame)),
        Arguments.of("pcapng, little-endian", pcapng(LITTLE_ENDIAN, frame)),
        Arguments.of("pcapng, big-endian", pcapng(BIG_ENDIAN, frame)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void readsEveryFormat(String name, ByteBuffer file) throws BadCapture {
    Capture capture = Capture.of(file);

    assertThat(capture.unread()).isEmpty();
    assertThat(capture.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.at()).isEqualTo(TIME);
          assertThat(request.source().getHostAddress()).isEqualTo("10.77.0.50");
          assertThat(request.sourcePort()).isEqualTo(1068);
          assertThat(request.port()).isEqualTo(67);
          assertThat(request.payload()).isEqualTo(REQUEST);
        });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Ethernet, 1, ffffffffffff 525400770001 0800",
    "VLAN, 1, ffffffffffff 525400770001 8100 0007 0800",
    "a VLAN in a VLAN, 1, ffffffffffff 525400770001 88a8 0064 8100 0007 0800",
    "Linux cooked, 113, 0001 0001 0006 5254007700010000 0800",
    "a VLAN in Linux cooked, 113, 0001 0001 0006 5254007700010000 8100 0007 0800",
    "Linux cooked v2, 276, 0800 0000 00000002 0001 01 06 5254007700010000",
    "raw IP, 101, ''"
  })
  void findsTheRequestBehindEveryLink(String name, int link, String header) throws BadCapture {
    byte[] frame = frame(header, 69, REQUEST);

    assertThat(Capture.of(pcap(LITTLE_ENDIAN, false, link, frame)).requests())
        .singleElement()
        .satisfies(request -> assertThat(request.payload()).isEqualTo(REQUEST));
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffffffff 525400770001 88cc, 67, 01, another protocol than IP",
    "ffffffffffff 525400770001 0800, 53, 01, another port",
    "ffffffffffff 525400770001 0800, 67, 02, the answer to a relay",
    "ffffffffffff 5254007700, 67, 01, no room for a type"
  })
  void leavesOutWhatAsksNothing(String header, int port, String payload, String why)
      throws BadCapture {
    byte[] frame = frame(header, port, java.util.HexFormat.of().parseHex(payload));

    Capture capture = Capture.of(pcap(LITTLE_ENDIAN, false, 1, frame));

    assertThat(capture.requests()).as(why).isEmpty();
    assertThat(capture.unread()).isEmpty();
  }

  @Test
  void saysWhichPacketsCannotBeUsed() throws BadCapture {
    byte[] whole = frame(ETHERNET, 67, REQUEST);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    byte[] fragment = whole.clone();
    fragment[20] = 0x20;

    assertThat(Capture.of(pcap(BIG_ENDIAN, false, 1, cut)).unread())
        .containsExactly("packet 1 was cut off when it was captured: capture with -s 0");
    assertThat(Capture.of(pcap(BIG_ENDIAN, false, 1, fragment)).unread())
        .containsExactly("packet 1 is a fragment");
    assertThat(Capture.of(pcap(BIG_ENDIAN, false, 105, whole)).unread())
        .containsExactly(
            "packet 1 is of the link type 105; Ethernet, Linux cooked and raw IP are read here");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereAFileEndsTooEarlyThatIsSaid(boolean ng) {
    byte[] frame = frame(ETHERNET, 67, REQUEST);
    byte[] file =
        (ng ? pcapng(LITTLE_ENDIAN, frame) : pcap(LITTLE_ENDIAN, false, 1, frame)).array();
    List<Integer> ends = ng ? List.of(28, 40, 68) : List.of(24);
    for (int length = 0; length < file.length; length++) {
      ByteBuffer part = ByteBuffer.wrap(Arrays.copyOf(file, length));
      if (!ends.contains(length)) {
        assertThatExceptionOfType(BadCapture.class)
            .as("%d bytes", length)
            .isThrownBy(() -> Capture.of(part))
            .withMessageMatching("(the (file|packet|block|section)|it is neither).+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whateverTheBytesAreItReadsOrRefuses(String name, ByteBuffer good) {
    byte[] whole = new byte[good.remaining()];
    good.get(0, whole);
    var random = new Random(20261125);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = whole.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      readsOrRefuses(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({"firmware.pcap, 4, 12", "clients-any.pcap, 16, 0"})
  void readsWhatTcpdumpWrote(String file, int dhcp, int tftp) throws IOException {
    Capture capture = Capture.read(FOLDER.resolve(file));

    assertThat(capture.unread()).isEmpty();
    assertThat(capture.requests()).hasSize(dhcp + tftp);
    assertThat(capture.requests()).filteredOn(request -> request.port() == 69).hasSize(tftp);
  }

  @Test
  void namesTheFileThatIsNoCapture(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no capture at all");

    assertThatExceptionOfType(BadCapture.class)
        .isThrownBy(() -> Capture.read(file))
        .withMessage(file + ": it is neither of tcpdump's format nor of Wireshark's");
  }

  private static void readsOrRefuses(byte[] bytes) {
    try {
      assertThat(Capture.of(ByteBuffer.wrap(bytes)).requests()).hasSizeLessThan(bytes.length);
    } catch (BadCapture e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
