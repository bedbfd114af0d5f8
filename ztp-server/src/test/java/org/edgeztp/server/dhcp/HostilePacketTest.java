package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.DISCOVER;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Leases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostilePacketTest {
  private static final long SEED = 20261122;
  private static final int ROUNDS = 50_000;

  static Stream<Arguments> table() {
    byte[] whole = Packet.of(DISCOVER).bytes();
    return Stream.of(
        arguments(new byte[0], "cut off after 0 bytes"),
        arguments(Arrays.copyOf(whole, 239), "cut off after 239 bytes"),
        arguments(Arrays.copyOf(whole, 240), "no message type: plain BOOTP is not served"),
        arguments(Arrays.copyOf(whole, 241), "option 53 runs past the end of the options field"),
        arguments(Arrays.copyOf(whole, 242), "option 53 runs past the end of the options field"),
        arguments(
            Packet.of(DISCOVER).header(236, "00000000").bytes(),
            "no magic cookie: plain BOOTP is not served"),
        arguments(Packet.of(DISCOVER).header(0, "02").bytes(), "not from a client (op 2)"),
        arguments(
            Packet.of(DISCOVER).header(2, "14").bytes(),
            "only Ethernet is served (hardware type 1, address of 20 bytes)"),
        arguments(
            Packet.of(DISCOVER).header(2, "ff").bytes(),
            "only Ethernet is served (hardware type 1, address of 255 bytes)"),
        arguments(
            Packet.of(DISCOVER).header(1, "20").bytes(),
            "only Ethernet is served (hardware type 32, address of 6 bytes)"),
        arguments(
            Packet.of(DISCOVER).header(28, "ffffffffffff").bytes(),
            "no network card has the address ff:ff:ff:ff:ff:ff"),
        arguments(
            Packet.of(DISCOVER).header(28, "000000000000").bytes(),
            "no network card has the address 00:00:00:00:00:00"),
        arguments(
            Packet.bare().option(53, (byte) 99).bytes(),
            "option 53 (message type) has no known value"),
        arguments(
            Packet.of(DISCOVER).option(53, (byte) 3).bytes(),
            "option 53 (message type) has no known value"),
        arguments(Packet.of(DISCOVER).option(50, (byte) 1).bytes(), "option 50 has 1 bytes, not 4"),
        arguments(Packet.of(DISCOVER).option(54).bytes(), "option 54 has 0 bytes, not 4"),
        arguments(
            Packet.of(DISCOVER).option(93, (byte) 1).bytes(),
            "option 93 (architecture) has an odd length"),
        arguments(
            Packet.of(DISCOVER).option(52, (byte) 9).bytes(),
            "option 52 (overload) says neither file nor sname"),
        arguments(
            Packet.of(DISCOVER).option(52, (byte) 1).header(108, "3cff41").bytes(),
            "option 60 runs past the end of the file field"),
        arguments(
            Packet.of(DISCOVER).option(52, (byte) 2).header(44, "3cff41").bytes(),
            "option 60 runs past the end of the sname field"),
        arguments(
            Packet.of(DISCOVER).text(82, "\1\7x").bytes(),
            "a sub-option runs past the end of option 82"),
        arguments(
            Packet.of(DISCOVER).text(82, "\1").bytes(),
            "a sub-option runs past the end of option 82"),
        arguments(
            Packet.of(DISCOVER).text(82, "\5\1x").bytes(),
            "option 82 holds an address of 1 bytes"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("table")
  void saysWhatIsWrong(byte[] packet, String reason) {
    assertThat(PacketCodec.decode(packet)).isEqualTo(new Decoded.Malformed(reason));
  }

  @Test
  void ignoresOverloadThatPointsToItself() {
    Packet packet =
        Packet.of(DISCOVER).option(52, (byte) 1).header(108, "340103" + "3c0158" + "ff");

    assertThat(packet.request().vendorClass()).contains("X");
  }

  @Test
  void readsOptionsWithoutAnEndMark() {
    byte[] packet = Packet.of(DISCOVER).bytes();

    assertThat(PacketCodec.decode(Arrays.copyOf(packet, packet.length - 1)))
        .isInstanceOf(Decoded.Request.class);
  }

  /** Damages good packets at random: whatever is read can be answered, and nothing throws. */
  @Test
  void survivesDamage() throws BadPacket {
    Random random = new Random(SEED);
    byte[][] good = {
      Packet.pxe(DISCOVER, 0)
          .text(77, "iPXE")
          .text(175, "\23\1\1")
          .text(97, "\0" + "u".repeat(16))
          .bytes(),
      Packet.of(MessageType.REQUEST).requested("10.77.0.50").server("10.77.0.1").bytes(),
      Packet.of(DISCOVER).giaddr("10.77.0.2").text(82, "\1\2ab\5\4\12M\0\0").bytes(),
      Packet.of(DISCOVER).option(52, (byte) 3).header(44, "4d02").header(108, "5d02").bytes(),
    };
    try (Leases leases = World.leases()) {
      var handler =
          new DhcpHandler(
              World.settings(), leases, World::install, _ -> Optional.empty(), Clock.systemUTC());
      for (int round = 0; round < ROUNDS; round++) {
        byte[] packet = damaged(good[random.nextInt(good.length)], random);
        try {
          if (PacketCodec.decode(packet) instanceof Decoded.Request(DhcpRequest request)
              && handler.answer(request, World.arrival()).join() instanceof Reply.Sent sent) {
            OptionCodec.read(PacketCodec.encode(sent.answer()));
          }
        } catch (RuntimeException e) {
          throw new AssertionError(
              "seed %d round %d: %s".formatted(SEED, round, HexFormat.of().formatHex(packet)), e);
        }
      }
    }
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] packet =
        random.nextInt(4) == 0
            ? Arrays.copyOf(good, random.nextInt(good.length + 40))
            : good.clone();
    for (int hits = random.nextInt(4); hits >= 0 && packet.length > 0; hits--) {
      boolean inOptions = packet.length > 240 && random.nextInt(3) > 0;
      int at = inOptions ? random.nextInt(240, packet.length) : random.nextInt(packet.length);
      packet[at] = (byte) random.nextInt(256);
    }
    return packet;
  }
}
