package org.edgeztp.server.tftp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.edgeztp.server.tftp.TftpPacket.WriteRequest;

/** The TFTP server without its sockets: a request goes in, what would be sent comes out as text. */
public final class DryRead {
  private final BootFiles files;

  public DryRead(BootFiles files) {
    this.files = files;
  }

  /**
   * What a request leads to.
   *
   * @param question the request in a few words
   * @param content of the file where it is a text, else empty
   * @param given whether the file is sent
   * @param lines the whole answer; a text line by line, a program by its length
   */
  public record Outcome(String question, boolean given, String content, List<String> lines) {
    public Outcome {
      lines = List.copyOf(lines);
    }
  }

  /** Asks for a file as firmware does. */
  public Outcome read(String path, InetAddress client) throws IOException {
    return answer(new ReadRequest(path, "octet", java.util.Map.of()), client);
  }

  /** Answers a datagram to port 69; empty where it asks for nothing. */
  public Optional<Outcome> answer(byte[] datagram, InetAddress client) throws IOException {
    return switch (TftpCodec.decode(ByteBuffer.wrap(datagram))) {
      case ReadRequest request -> Optional.of(answer(request, client));
      case WriteRequest(String path, _, _) ->
          Optional.of(
              refused(
                  "write of " + RequestCheck.printable(path),
                  TftpError.ACCESS_VIOLATION,
                  "files are read here, not written"));
      case Received.Malformed(String reason) ->
          Optional.of(
              refused("a request that cannot be read", TftpError.ILLEGAL_OPERATION, reason));
      case Ack _, Data _, ErrorReport _, OptionAck _ -> Optional.empty();
    };
  }

  private Outcome answer(ReadRequest request, InetAddress client) throws IOException {
    String question = "read of " + RequestCheck.printable(request.path());
    return switch (RequestCheck.of(request)) {
      case RequestCheck.Refused(TftpError code, String reason) -> refused(question, code, reason);
      case RequestCheck.Passed(String path) ->
          switch (files.open(path, client)) {
            case BootFiles.Content(ByteBuffer bytes) -> given(question, bytes.duplicate());
            case BootFiles.Absent(String reason) ->
                refused(question, TftpError.FILE_NOT_FOUND, reason);
            case BootFiles.Refused(TftpError code, String reason) ->
                refused(question, code, reason);
          };
    };
  }

  private static Outcome given(String question, ByteBuffer bytes) {
    int length = bytes.remaining();
    Optional<String> text = text(bytes);
    List<String> lines = new ArrayList<>();
    lines.add("DATA: %d bytes".formatted(length));
    text.ifPresent(content -> lines.addAll(content.lines().toList()));
    return new Outcome(question, true, text.orElse(""), lines);
  }

  /** Scripts are texts of a few kilobytes. */
  private static Optional<String> text(ByteBuffer bytes) {
    return bytes.remaining() > 64 << 10
        ? Optional.empty()
        : Optional.of(UTF_8.decode(bytes).toString())
            .filter(text -> text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t'));
  }

  private static Outcome refused(String question, TftpError code, String reason) {
    return new Outcome(question, false, "", List.of("ERROR %d: %s".formatted(code.code(), reason)));
  }
}
