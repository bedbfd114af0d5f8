package org.edgeztp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request to be asked without a socket.
 *
 * @param path with its slash
 * @param headers without those that are of the connection
 * @param body a character for each byte
 */
public record DryRequest(String method, String path, Map<String, String> headers, String body) {
  private static final Set<String> OF_CONNECTION =
      Set.of("host", "connection", "content-length", "expect", "keep-alive", "upgrade");

  public DryRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads one as it was sent.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DryRequest of(byte[] bytes) {
    String[] parts = new String(bytes, ISO_8859_1).split("\r\n\r\n", 2);
    List<String> head = parts[0].lines().toList();
    String[] line = head.isEmpty() ? new String[0] : head.getFirst().split(" ", -1);
    if (line.length != 3 || parts.length != 2 || !line[1].startsWith("/")) {
      throw new IllegalArgumentException("what goes to port 80 is no HTTP request");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : head.subList(1, head.size())) {
      String[] pair = header.split(":", 2);
      if (pair.length == 2 && !OF_CONNECTION.contains(pair[0].toLowerCase(Locale.ROOT))) {
        headers.put(pair[0], pair[1].strip());
      }
    }
    return new DryRequest(line[0], line[1], headers, parts[1]);
  }

  /** The same for another path. */
  public DryRequest at(String other) {
    return new DryRequest(method, other, headers, body);
  }

  /** The same, to learn of a file how long it is. */
  public DryRequest asHead() {
    return new DryRequest("HEAD", path, headers, "");
  }
}
