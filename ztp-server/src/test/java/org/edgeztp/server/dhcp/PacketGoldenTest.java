package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Leases;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each packet NAME.hex beside what is read from it (NAME.txt), which begins with how the packet was
 * made where it was not captured, and what is answered (NAME.reply). {@code -Dgolden.update=true}
 * writes the last two anew and fails once.
 */
class PacketGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/edgeztp/server/dhcp");

  @TestFactory
  Stream<DynamicTest> readsAndAnswers() throws IOException {
    return names(".hex").stream().map(name -> dynamicTest(name, () -> check(name)));
  }

  @Test
  void hasNoOrphans() throws IOException {
    assertThat(names(".txt")).isEqualTo(names(".hex"));
    assertThat(names(".reply")).isEqualTo(names(".hex"));
  }

  private static void check(String name) throws IOException, BadPacket {
    List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".hex"));
    String hex = lines.stream().filter(line -> !line.startsWith("#")).collect(Collectors.joining());
    String text;
    String reply;
    try (Leases leases = World.leases()) {
      Arrival arrival = World.arrival(name);
      var settings = DhcpSettings.of(List.of(arrival.network().orElseThrow()));
      var handler =
          new DhcpHandler(
              settings, leases, World::install, _ -> Optional.empty(), Clock.systemUTC());
      switch (PacketCodec.decode(HexFormat.of().parseHex(hex))) {
        case Decoded.Malformed(String reason) -> {
          text = "malformed: " + reason + "\n";
          reply = "none\n";
        }
        case Decoded.Request(DhcpRequest request) -> {
          text = PacketText.of(request);
          reply = PacketText.of(handler.answer(request, arrival).join());
        }
      }
    }
    boolean textMatches = matches(FOLDER.resolve(name + ".txt"), origin(lines) + text);
    boolean replyMatches = matches(FOLDER.resolve(name + ".reply"), reply);
    assertThat(textMatches && replyMatches).as("rewritten, look at the difference").isTrue();
  }

  /** What no real client sent says so; nothing for what was captured. */
  private static String origin(List<String> lines) {
    String first = lines.getFirst();
    return first.startsWith("# captured: ") ? "" : first + "\n";
  }

  private static boolean matches(Path golden, String actual) throws IOException {
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, actual);
      return actual.equals(expected);
    }
    assertThat(actual).as(golden.toString()).isEqualTo(expected);
    return true;
  }

  private static Set<String> names(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ending))
          .map(file -> file.substring(0, file.length() - ending.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
