package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes on port 67. The captured packets are what it starts from. */
class DhcpFuzzTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/edgeztp/server/dhcp");
  private static final byte[] NONE = {};
  private static final Network NETWORK = World.roomy();
  private static final Arrival ARRIVAL = new Arrival(Optional.of(NETWORK), 67, Ipv4.ANY, 68);
  private static final Leases LEASES =
      new Leases(
          NETWORK.scopes().stream().map(Scope::pool).toList(),
          new MemoryLeaseStore(),
          Clock.systemUTC());
  private static final DhcpHandler HANDLER =
      new DhcpHandler(
          DhcpSettings.of(List.of(NETWORK)),
          LEASES,
          World::install,
          _ -> Optional.empty(),
          Clock.systemUTC());

  static Stream<Arguments> captured() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".hex"))
          .sorted()
          .map(file -> arguments((Object) bytes(file)))
          .toList()
          .stream();
    }
  }

  /** Whatever can be read is answered, and what is answered can be read again. */
  @MethodSource("captured")
  @FuzzTest
  void readsOrRefusesAndAnswersWhatItReads(byte[] packet) throws BadPacket {
    if (PacketCodec.decode(packet) instanceof Decoded.Request(DhcpRequest request)
        && HANDLER.answer(request, ARRIVAL).join() instanceof Reply.Sent sent) {
      byte[] reply = PacketCodec.encode(sent.answer());
      assertThat(reply.length).isGreaterThanOrEqualTo(300);
      Options told = OptionCodec.read(reply);
      assertThat(MessageType.of(told)).isNotEqualTo(request.type());
      assertThat(told.get(OptionCode.RELAY_INFO).orElse(NONE))
          .isEqualTo(request.options().get(OptionCode.RELAY_INFO).orElse(NONE));
    }
  }

  private static byte[] bytes(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return HexFormat.of()
          .parseHex(lines.filter(line -> !line.startsWith("#")).collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
