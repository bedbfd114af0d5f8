package org.edgeztp.server.tftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.jspecify.annotations.Nullable;

/** A client that reads files as RFC 1350 and RFC 7440 have it, or sends whatever a test wants. */
final class TestClient implements AutoCloseable {
  /** Wait before {@link #fetch} repeats itself. */
  static final int IMPATIENT_MILLIS = 300;

  private static final int PATIENT_MILLIS = 5000;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final byte[] buffer = new byte[65_536];

  /** The port that answered; the well-known one until then. */
  private InetSocketAddress peer;

  TestClient(int port) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    peer = server;
  }

  /** Thrown for an ERROR in answer to {@link #fetch}. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(ErrorReport report) {
      super(report.code() + " " + report.message());
    }
  }

  static byte[] fetch(int port, String path, Map<String, String> options) throws IOException {
    try (var client = new TestClient(port)) {
      return client.fetch(path, options);
    }
  }

  byte[] fetch(String path, Map<String, String> options) throws IOException {
    peer = server;
    return new Fetch(new ReadRequest(path, "octet", options)).run();
  }

  /** Sends to the port that answered last. */
  TftpPacket send(TftpPacket packet) {
    send(TftpCodec.encode(packet).array());
    return packet;
  }

  void send(byte[] bytes) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, peer));
    } catch (IOException e) {
      throw new UncheckedIOException("sending to " + peer, e);
    }
  }

  /** Begins again at the well-known port. */
  void request(TftpPacket packet) {
    peer = server;
    send(packet);
  }

  /** Sends to the well-known port and goes on with the port that answered before. */
  void sendToServer(TftpPacket packet) {
    InetSocketAddress answered = peer;
    request(packet);
    peer = answered;
  }

  /** The next packet of the peer, or null when none comes in five seconds. */
  @Nullable Received receive() throws IOException {
    return receive(PATIENT_MILLIS);
  }

  @Nullable Received receive(int millis) throws IOException {
    socket.setSoTimeout(millis);
    while (true) {
      var packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return null;
      }
      var from = (InetSocketAddress) packet.getSocketAddress();
      if (peer.equals(server)) {
        peer = from;
      }
      if (from.equals(peer)) {
        return TftpCodec.decode(ByteBuffer.wrap(Arrays.copyOf(buffer, packet.getLength())));
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  /** One file on its way. */
  private final class Fetch {
    private static final int MOST_SILENCES = 40;

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int blockSize = 512;
    private int window = 1;
    private long last;
    private long acknowledged;
    private boolean gapReported;
    private boolean done;
    private TftpPacket saidLast;

    Fetch(TftpPacket request) {
      saidLast = request;
    }

    byte[] run() throws IOException {
      send(saidLast);
      for (int silences = 0; silences < MOST_SILENCES && !done; ) {
        Received received = receive(IMPATIENT_MILLIS);
        if (received == null) {
          silences++;
          send(saidLast);
        } else {
          silences = 0;
          take(received);
        }
      }
      if (!done) {
        throw new IOException("no answer after block " + last);
      }
      return content.toByteArray();
    }

    private void take(Received received) throws Refusal {
      switch (received) {
        case ErrorReport report -> throw new Refusal(report);
        case OptionAck(Map<String, String> granted) -> {
          blockSize = Integer.parseInt(granted.getOrDefault("blksize", "512"));
          window = Integer.parseInt(granted.getOrDefault("windowsize", "1"));
          acknowledge();
        }
        case Data(int block, ByteBuffer bytes) -> data(block, bytes);
        default -> throw new AssertionError("a server must not send " + received);
      }
    }

    private void data(int block, ByteBuffer bytes) {
      if (block == ((last + 1) & 0xffff)) {
        last++;
        gapReported = false;
        content.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
        done = bytes.remaining() < blockSize;
        if (done || last == acknowledged + window) {
          acknowledge();
        }
      } else if (!gapReported) {
        gapReported = true;
        acknowledge();
      }
    }

    private void acknowledge() {
      acknowledged = last;
      saidLast = send(new Ack((int) (last & 0xffff)));
    }
  }
}
