package org.edgeztp.server.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to QEMU's machine protocol: a line of JSON each way, events in between. */
final class Qmp implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final SocketChannel channel;
  private final BufferedReader lines;
  private final Set<String> events = new HashSet<>();

  private Qmp(SocketChannel channel) {
    this.channel = channel;
    this.lines = new BufferedReader(Channels.newReader(channel, UTF_8));
  }

  /**
   * Connects and leaves the mode of negotiation.
   *
   * @throws IOException when nobody listens there
   */
  static Qmp connect(Path socket) throws IOException {
    var qmp = new Qmp(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    try {
      qmp.read();
      qmp.execute("qmp_capabilities", Map.of());
      return qmp;
    } catch (IOException e) {
      qmp.close();
      throw e;
    }
  }

  /**
   * Has a command done.
   *
   * @throws IOException with QEMU's own words when it refuses
   */
  void execute(String command, Map<String, Object> arguments) throws IOException {
    String line = JSON.writeValueAsString(Map.of("execute", command, "arguments", arguments));
    channel.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
    for (JsonNode answer = read(); !answer.has("return"); answer = read()) {
      if (answer.has("error")) {
        throw new IOException(
            "QEMU refuses " + command + ": " + answer.path("error").path("desc").asString());
      }
      remember(answer);
    }
  }

  /** Waits for an event that came since the connection was made. */
  void await(String event) throws IOException {
    while (!events.remove(event)) {
      remember(read());
    }
  }

  private void remember(JsonNode answer) {
    events.add(answer.path("event").asString(""));
  }

  private JsonNode read() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new EOFException("QEMU ended");
    }
    return JSON.readTree(line);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
