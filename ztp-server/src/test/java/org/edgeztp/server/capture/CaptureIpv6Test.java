package org.edgeztp.server.capture;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.capture.CaptureWriter.pcap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.edgeztp.inventory.machine.Ipv6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests over IPv6 and TCP. */
class CaptureIpv6Test {
  private static final String ETHERNET = "ffffffffffff 525400770001 86dd";
  private static final String ADDRESSES =
      "fe80000000000000505400fffe770001" + "ff020000000000000000000000010002";
  private static final byte[] SOLICIT = {1, 2, 3, 4};
  private static final int UDP = 17;
  private static final int TCP = 6;

  /** A packet with headers between that of IPv6 and the payload. */
  private static byte[] frame(String headers, int protocol, byte[] payload) {
    byte[] between = HexFormat.of().parseHex(headers.replace(" ", ""));
    byte[] link = HexFormat.of().parseHex(ETHERNET.replace(" ", ""));
    int first = between.length == 0 ? protocol : HexFormat.fromHexDigits(headers, 0, 2);
    byte[] chain = between.length == 0 ? between : Arrays.copyOfRange(between, 1, between.length);
    return ByteBuffer.allocate(link.length + 40 + chain.length + payload.length)
        .put(link)
        .putInt(0x60000000)
        .putShort((short) (chain.length + payload.length))
        .put((byte) first)
        .put((byte) 64)
        .put(HexFormat.of().parseHex(ADDRESSES))
        .put(chain)
        .put(payload)
        .array();
  }

  private static byte[] udp(int port, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .putShort((short) 546)
        .putShort((short) port)
        .putShort((short) (8 + payload.length))
        .putShort((short) 0)
        .put(payload)
        .array();
  }

  private static byte[] tcp(int sequence, String data) {
    return ByteBuffer.allocate(24 + data.length())
        .putShort((short) 40000)
        .putShort((short) 80)
        .putInt(sequence)
        .putInt(0)
        .putShort((short) 0x6018)
        .putShort((short) 64)
        .putInt(0)
        .putInt(0x01010101)
        .put(data.getBytes(US_ASCII))
        .array();
  }

  private static Capture read(byte[] frame) throws BadCapture {
    return Capture.of(pcap(LITTLE_ENDIAN, false, 1, frame));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "none, ''",
    "for routers, 00 11 00 05020000 0100",
    "for routers and the end, 00 3c 00 05020000 0100 11 00 010400000000"
  })
  void findsADhcpRequestBehindAllHeaders(String name, String headers) throws BadCapture {
    assertThat(read(frame(headers, UDP, udp(547, SOLICIT))).requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(Ipv6.text(request.source())).isEqualTo("fe80::5054:ff:fe77:1");
          assertThat(request.sourcePort()).isEqualTo(546);
          assertThat(request.port()).isEqualTo(547);
          assertThat(request.payload()).isEqualTo(SOLICIT);
        });
  }

  @ParameterizedTest
  @CsvSource({"2, ADVERTISE", "7, REPLY", "13, an answer to a relay"})
  void leavesOutWhatServersSend(byte type, String what) throws BadCapture {
    Capture capture = read(frame("", UDP, udp(547, new byte[] {type, 0, 0, 0})));
    assertThat(capture.requests()).as(what).isEmpty();
    assertThat(capture.unread()).isEmpty();
  }

  @Test
  void saysThatAFragmentIsOne() throws BadCapture {
    assertThat(read(frame("2c 11 00 0001 00000001", UDP, udp(547, SOLICIT))).unread())
        .containsExactly("packet 1 is a fragment");
  }

  @Test
  void findsAnHttpRequest() throws BadCapture {
    String request = "GET /boot/x.ipxe HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(read(frame("", TCP, tcp(7, request))).requests())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.port()).isEqualTo(80);
          assertThat(found.sourcePort()).isEqualTo(40000);
          assertThat(found.payload()).asString(US_ASCII).isEqualTo(request);
        });
    byte[] cut = frame("", TCP, tcp(7, request));
    assertThat(read(Arrays.copyOf(cut, cut.length - 1)).unread())
        .containsExactly("packet 1 was cut off when it was captured: capture with -s 0");
    assertThat(read(frame("", TCP, tcp(7, "SSH-2.0-x\r\n\r\n"))).unread())
        .containsExactly("packet 1 begins no HTTP request, nor is what follows on its connection");
  }

  @Test
  void whateverTheBytesAreItReadsOrRefuses() throws BadCapture {
    var random = new Random(20261126);
    for (byte[] good :
        List.of(
            frame("00 11 00 05020000 0100", UDP, udp(547, SOLICIT)),
            frame("", TCP, tcp(7, "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody")))) {
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = Arrays.copyOf(good, good.length - random.nextInt(3));
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        Capture capture = read(bytes);
        assertThat(capture.requests().size() + capture.unread().size()).isLessThanOrEqualTo(1);
      }
    }
  }
}
