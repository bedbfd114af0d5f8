package org.edgeztp.server.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Ipv6;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes on port 547. The captured packets are what it starts from. */
class Dhcp6FuzzTest {
  private static final Inet6Address SOURCE = Ipv6.parse("fe80::5054:ff:fe77:1");
  private static final byte[] NOBODY = {};
  private static final Dhcp6Handler HANDLER =
      new Dhcp6Handler(
          List.of(World6.network("eth0", true)),
          World6::install,
          _ -> Optional.empty(),
          Clock.systemUTC());

  static Stream<Arguments> captured() throws IOException {
    try (Stream<Path> files = Files.list(PacketGolden6Test.FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".hex"))
          .sorted()
          .map(file -> arguments((Object) bytes(file)))
          .toList()
          .stream();
    }
  }

  /** Whatever can be read is answered, within as many relays, and the answer can be read. */
  @MethodSource("captured")
  @FuzzTest
  void readsOrRefusesAndAnswersWhatItReads(byte[] packet) throws BadPacket {
    if (PacketCodec.decode(packet, SOURCE) instanceof Decoded.Message(Request request)
        && HANDLER.answer(request, Optional.of("eth0")) instanceof Reply.Sent sent) {
      ByteBuffer reply = ByteBuffer.wrap(PacketCodec.encode(sent.answer()));
      for (Relay _ : request.relays()) {
        assertThat(reply.get(0)).isEqualTo((byte) MessageType.RELAY_REPLY);
        reply.position(34);
        reply = ByteBuffer.wrap(Options.read(reply).get(OptionCode.RELAY_MESSAGE).orElseThrow());
      }
      assertThat(reply.getInt() & 0xffffff).isEqualTo(request.transaction());
      byte[] client = Options.read(reply).get(OptionCode.CLIENT_ID).orElse(NOBODY);
      assertThat(client).isEqualTo(request.client().map(Duid::bytes).orElse(NOBODY));
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return PacketGolden6Test.packet(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
