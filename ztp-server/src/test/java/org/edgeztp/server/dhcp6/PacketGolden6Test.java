package org.edgeztp.server.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.Inet6Address;
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
import org.edgeztp.inventory.machine.Ipv6;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each packet NAME.hex, whose first line tells who sent it, beside what is read from it (NAME.txt)
 * and what is answered (NAME.reply). {@code -Dgolden.update=true} writes the last two anew and
 * fails once.
 */
class PacketGolden6Test {
  static final Path FOLDER = Path.of("src/test/resources/org/edgeztp/server/dhcp6");

  @TestFactory
  Stream<DynamicTest> readsAndAnswers() throws IOException {
    return names(".hex").stream().map(name -> dynamicTest(name, () -> check(name)));
  }

  @Test
  void hasNoOrphans() throws IOException {
    assertThat(names(".txt")).isEqualTo(names(".hex"));
    assertThat(names(".reply")).isEqualTo(names(".hex"));
  }

  /** The bytes of a packet. */
  static byte[] packet(Path file) throws IOException {
    return HexFormat.of()
        .parseHex(
            Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining()));
  }

  private static void check(String name) throws IOException, BadPacket {
    Path hex = FOLDER.resolve(name + ".hex");
    String first = Files.readAllLines(hex).getFirst();
    Inet6Address source = Ipv6.parse(first.substring("# from ".length()).split(" ", 2)[0]);
    var handler =
        new Dhcp6Handler(
            List.of(World6.network("eth0")),
            World6::install,
            _ -> Optional.empty(),
            Clock.systemUTC());
    String text;
    String reply;
    switch (PacketCodec.decode(packet(hex), source)) {
      case Decoded.Malformed(String reason) -> {
        text = "malformed: " + reason + "\n";
        reply = "none\n";
      }
      case Decoded.Message(Request request) -> {
        text = PacketText6.of(request);
        reply = PacketText6.of(handler.answer(request, Optional.of("eth0")));
      }
    }
    boolean textMatches = matches(FOLDER.resolve(name + ".txt"), text);
    boolean replyMatches = matches(FOLDER.resolve(name + ".reply"), reply);
    assertThat(textMatches && replyMatches).as("rewritten, look at the difference").isTrue();
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
