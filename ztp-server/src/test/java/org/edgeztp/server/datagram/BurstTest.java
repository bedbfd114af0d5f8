package org.edgeztp.server.datagram;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoConnector;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioDatagramConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurstTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private IoConnector connector;
  private DatagramSocket peer;

  @BeforeEach
  void open() throws IOException {
    peer = new DatagramSocket(0, LOOPBACK);
    peer.setSoTimeout(5000);
    use(new BatchConnector(LOOPBACK, 2, "batch-"));
  }

  private void use(IoConnector chosen) {
    connector = chosen;
    connector.setHandler(
        new IoHandlerAdapter() {
          @Override
          public void messageReceived(IoSession session, Object message) {
            heard.add(US_ASCII.decode(((IoBuffer) message).buf()).toString());
          }

          @Override
          public void exceptionCaught(IoSession session, Throwable cause) {
            failures.add(cause);
          }
        });
  }

  @AfterEach
  void close() {
    connector.dispose(true);
    peer.close();
  }

  @ParameterizedTest
  @CsvSource({
    "batch,  1,  4",
    "batch,  3,  4",
    "batch,  3,  0",
    "batch, 200, 1",
    "single, 1,  4",
    "single, 3,  0",
    "single, 20, 1",
  })
  void arrivesAsItsDatagramsInOrder(String transport, int count, int lastLength)
      throws IOException {
    if (transport.equals("single")) {
      connector.dispose(true);
      use(new NioDatagramConnector(2));
      connector.getFilterChain().addLast("single", new SingleDatagrams());
    }
    byte[] body = new byte[4 * (count - 1) + lastLength];
    ByteBuffer headers = ByteBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      headers.put(i, (byte) i);
    }
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 7);
    }

    session().write(new Burst(headers, 1, direct(body), 4));

    for (int i = 0; i < count; i++) {
      int length = i < count - 1 ? 4 : lastLength;
      assertThat(receive())
          .isEqualTo(
              ByteBuffer.allocate(1 + length).put((byte) i).put(body, 4 * i, length).array());
    }
  }

  /** The error of a closed port may swallow the datagram that is to wake the receiving thread. */
  @RepeatedTest(50)
  @Timeout(10)
  void endsWhileErrorsOfAClosedPortComeIn() throws IOException {
    IoSession session = session();
    peer.close();
    for (int i = 0; i < 20; i++) {
      session.write(new Burst(ByteBuffer.allocate(1), 1, direct(new byte[4]), 4));
    }

    connector.dispose(true);

    assertThat(connector.isDisposed()).isTrue();
  }

  @Test
  void travelsAlsoInDatagramsThatTheNetworkMustCutUp() throws IOException {
    byte[] body = new byte[100_000];
    body[60_000] = 1;

    session().write(new Burst(ByteBuffer.allocate(2), 1, direct(body), 60_000));

    assertThat(receive()).hasSize(60_001);
    assertThat(receive()).hasSize(40_001).startsWith(0, 1);
  }

  @Test
  void refusesPartsThatDoNotMakeUpTheBody() {
    assertThatThrownBy(() -> new Burst(ByteBuffer.allocate(2), 1, direct(new byte[9]), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("2 parts of 4 bytes do not make up");
  }

  @Test
  void givesEachSessionWhatItsOwnPeerSends() throws IOException {
    IoSession session = session();
    byte[] hello = "hello".getBytes(US_ASCII);
    try (var stranger = new DatagramSocket(0, LOOPBACK)) {
      stranger.send(new DatagramPacket(hello, 4, session.getLocalAddress()));
      peer.send(new DatagramPacket(hello, 5, session.getLocalAddress()));
      await().until(() -> !heard.isEmpty());
    }
    assertThat(heard).containsExactly("hello");
  }

  @Test
  void usesAnotherPortForTheNextSessionWithTheSamePort() {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      try (var other = new DatagramSocket(0, LOOPBACK)) {
        ports.add(port(session((InetSocketAddress) other.getLocalSocketAddress())));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      IoSession own = session();
      ports.add(port(own));
      own.closeNow();
    }
    Set<Integer> inARow = new HashSet<>();
    for (int i = 3; i < ports.size(); i += 2) {
      inARow.add(ports.get(i) - ports.get(i - 2));
    }
    assertThat(inARow).doesNotContain(0);
  }

  @Test
  void tellsTheSessionWhosePeerHasGone() {
    IoSession session = session();
    peer.close();

    session.write(IoBuffer.wrap(new byte[1]));

    await().until(() -> !failures.isEmpty());
    assertThat(failures).hasOnlyElementsOfType(PortUnreachableException.class);
  }

  @Test
  void leavesOtherFamiliesToMina() throws IOException {
    assertThat(BatchConnector.can(Inet6Address.getByName("::1"))).isFalse();
  }

  private IoSession session() {
    return session((InetSocketAddress) peer.getLocalSocketAddress());
  }

  private IoSession session(InetSocketAddress remote) {
    var future = connector.connect(remote, new InetSocketAddress(LOOPBACK, 0));
    assertThat(future.awaitUninterruptibly(5000)).isTrue();
    return future.getSession();
  }

  private static int port(IoSession session) {
    return ((InetSocketAddress) session.getLocalAddress()).getPort();
  }

  private byte[] receive() throws IOException {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    peer.receive(packet);
    return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
