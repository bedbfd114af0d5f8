package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp.ClientKind;

/**
 * What the firmware, the boot programs and the ramdisk of a machine send, step by step, from the
 * address that the machine was given. It stops wherever a test stops it.
 */
final class SimulatedMachine implements AutoCloseable {
  private static final InetAddress SERVER = InetAddress.ofLiteral("127.0.0.1");
  private static final Inet4Address SERVER_ID = Ipv4.parse("127.0.0.1");
  private static final int DATA = 3;

  private final ClientKind.Sender sender;
  private final DatagramSocket relay;
  private final int tftp;
  private final String http;
  private final IntSupplier noted;
  private Optional<Inet4Address> address = Optional.empty();
  private Optional<HttpClient> client = Optional.empty();

  /**
   * A machine that is off.
   *
   * @param noted how many packets the server has noted: a real machine is slower than its notes
   */
  SimulatedMachine(MacAddress mac, DatagramSocket relay, int tftp, int http, IntSupplier noted) {
    this.noted = noted;
    this.sender = new ClientKind.Sender(mac, Optional.of(Ipv4.parse("127.0.0.2")), "");
    this.relay = relay;
    this.tftp = tftp;
    this.http = "http://127.0.0.1:" + http;
  }

  /** Asks for an address and leaves the offer. */
  void discover(ClientKind kind) throws IOException {
    address = Optional.of(exchange(kind.discover(sender)));
  }

  /** Takes what it was offered. */
  void take(ClientKind kind) throws IOException {
    exchange(kind.request(sender, address.orElseThrow(), SERVER_ID));
  }

  /** Asks for what it has once more. */
  void renew(ClientKind kind) throws IOException {
    send(kind.request(sender, address.orElseThrow(), SERVER_ID));
    receive(relay);
  }

  /** Takes what another server offered, as all servers on the link hear. */
  void takeElsewhere(ClientKind kind) throws IOException {
    send(kind.request(sender, Ipv4.parse("127.1.0.200"), Ipv4.parse("127.0.0.99")));
  }

  /** Gets its address. */
  void boot(ClientKind kind) throws IOException {
    discover(kind);
    take(kind);
  }

  /** Reads a whole file by TFTP, in blocks of 512 bytes; the text of the ERROR otherwise. */
  String fetch(String file) throws IOException {
    try (DatagramSocket socket = request(file)) {
      var content = new ByteArrayOutputStream();
      while (true) {
        DatagramPacket packet = receive(socket);
        ByteBuffer data = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        if (data.getShort() != DATA) {
          return new String(packet.getData(), 4, packet.getLength() - 5, US_ASCII);
        }
        short block = data.getShort();
        content.write(packet.getData(), 4, packet.getLength() - 4);
        byte[] ack = ByteBuffer.allocate(4).putShort((short) 4).putShort(block).array();
        socket.send(new DatagramPacket(ack, ack.length, packet.getSocketAddress()));
        if (packet.getLength() < 516) {
          return content.toString(UTF_8);
        }
      }
    }
  }

  /** Asks for a file by TFTP and does not acknowledge what comes. */
  void fetchNoFurtherThanTheFirstBlock(String file) throws IOException {
    try (DatagramSocket socket = request(file)) {
      receive(socket);
    }
  }

  String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(http + path)));
  }

  String post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(http + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** As from another card of the same machine, whose address is not the one of its script. */
  String getFromElsewhere(String path) throws Exception {
    try (HttpClient other = from(InetAddress.ofLiteral("127.1.0.201"))) {
      return other
          .send(
              HttpRequest.newBuilder(URI.create(http + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Override
  public void close() {
    client.ifPresent(HttpClient::shutdownNow);
  }

  private String send(HttpRequest.Builder request) throws Exception {
    HttpClient present = client.orElseGet(() -> from(address.orElseThrow()));
    client = Optional.of(present);
    return present.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private static HttpClient from(InetAddress local) {
    return HttpClient.newBuilder().localAddress(local).build();
  }

  private DatagramSocket request(String file) throws IOException {
    var socket = new DatagramSocket(new InetSocketAddress(address.orElseThrow(), 0));
    socket.setSoTimeout(5000);
    byte[] request = ("\0\1" + file + "\0octet\0").getBytes(US_ASCII);
    socket.send(new DatagramPacket(request, request.length, SERVER, tftp));
    return socket;
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    var packet = new DatagramPacket(new byte[2048], 2048);
    socket.receive(packet);
    return packet;
  }

  private Inet4Address exchange(byte[] packet) throws IOException {
    int before = noted.getAsInt();
    send(packet);
    try {
      DatagramPacket answer = receive(relay);
      await().until(() -> noted.getAsInt() > before);
      return Ipv4.of(Arrays.copyOfRange(answer.getData(), 16, 20));
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer by DHCP", e);
    }
  }

  private void send(byte[] packet) throws IOException {
    relay.send(
        new DatagramPacket(
            packet, packet.length, new InetSocketAddress(SERVER, relay.getLocalPort())));
  }
}
