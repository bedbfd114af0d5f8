package org.edgeztp.server.tftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;

/**
 * How fast is it? Many clients at the same time read one file each, from a server in a process of
 * its own or from any other one: {@code SpeedTrial CLIENTS MIB WINDOW [PORT PID]}. All clients
 * share one thread; every block is compared with what it should be. A foreign server must serve the
 * file {@code trial} with the bytes of {@link TestFiles#add}.
 */
final class SpeedTrial {
  private static final String FILE = "trial";
  private static final int BLOCK = 1468;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
  private final ByteBuffer content;
  private final int window;
  private int unfinished;
  private int repeats;
  private int gaps;

  private SpeedTrial(byte[] bytes, int window) throws IOException {
    content = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    this.window = window;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("serve")) {
      serve(Integer.parseInt(args[1]));
      return;
    }
    int clients = Integer.parseInt(args[0]);
    int size = Integer.parseInt(args[1]) << 20;
    var trial = new SpeedTrial(new TestFiles().add(FILE, size), Integer.parseInt(args[2]));
    if (args.length > 3) {
      trial.run(
          clients, Integer.parseInt(args[3]), ProcessHandle.of(Long.parseLong(args[4])).get());
      return;
    }
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                SpeedTrial.class.getName(),
                "serve",
                Integer.toString(size))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var answer = server.inputReader()) {
      int port = Integer.parseInt(answer.readLine());
      for (int round = 0; round < 4; round++) {
        trial.run(clients, port, server.toHandle());
      }
    } finally {
      server.destroy();
    }
  }

  private static void serve(int size) throws Exception {
    var files = new TestFiles();
    files.add(FILE, size);
    try (var server =
        new TftpServer(
            InetAddress.getLoopbackAddress(),
            0,
            files,
            SpeedTrial::complain,
            TftpSettings.defaults())) {
      System.out.println(server.port());
      Thread.currentThread().join();
    }
  }

  private static void complain(TransferEvent event) {
    if (event instanceof TransferEvent.Failed || event instanceof TransferEvent.Refused) {
      System.err.println(event);
    }
  }

  private void run(int clients, int port, ProcessHandle server) throws IOException {
    Duration cpuBefore = server.info().totalCpuDuration().orElse(Duration.ZERO);
    long start = System.nanoTime();
    repeats = 0;
    gaps = 0;
    unfinished = clients;
    List<Client> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      all.add(new Client(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }
    long looked = start;
    while (unfinished > 0) {
      selector.select(key -> ((Client) key.attachment()).readable(), 100);
      if (System.nanoTime() - looked > PATIENCE.toNanos() / 10) {
        looked = System.nanoTime();
        all.forEach(Client::look);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration cpu = server.info().totalCpuDuration().orElse(Duration.ZERO).minus(cpuBefore);
    double mib = (double) clients * content.limit() / (1 << 20);
    System.out.printf(
        "%d clients, %.0f MiB, window %d: %.2f s, %.1f MiB/s, server CPU %.2f s, repeats %d, gaps %d%n",
        clients, mib, window, seconds, mib / seconds, cpu.toMillis() / 1e3, repeats, gaps);
  }

  private final class Client {
    private final DatagramChannel channel = DatagramChannel.open();
    private InetSocketAddress peer;
    private ByteBuffer saidLast;
    private long last;
    private long acknowledged;
    private boolean connected;
    private boolean gapReported;
    private long heard = System.nanoTime();

    Client(InetSocketAddress server) throws IOException {
      peer = server;
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
      var options = Map.of("blksize", "" + BLOCK, "windowsize", "" + window);
      saidLast = TftpCodec.encode(new ReadRequest(FILE, "octet", options));
      say();
    }

    /** Repeats what it said last when nothing came for a while. */
    void look() {
      if (channel.isOpen() && System.nanoTime() - heard > PATIENCE.toNanos()) {
        repeats++;
        heard = System.nanoTime();
        say();
      }
    }

    void readable() {
      try {
        while (channel.isOpen() && receive()) {
          heard = System.nanoTime();
          take(TftpCodec.decode(in.flip()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("client of " + peer, e);
      }
    }

    private boolean receive() throws IOException {
      in.clear();
      if (connected) {
        return channel.read(in) > 0;
      }
      var from = (InetSocketAddress) channel.receive(in);
      if (from == null) {
        return false;
      }
      peer = from;
      channel.connect(from);
      connected = true;
      return true;
    }

    private void take(Received received) throws IOException {
      switch (received) {
        case OptionAck _ -> acknowledge();
        case Data(int block, ByteBuffer bytes) -> data(block, bytes);
        default -> throw new IOException("unexpected " + received);
      }
    }

    private void data(int block, ByteBuffer bytes) throws IOException {
      if (block != ((last + 1) & 0xffff)) {
        if (!gapReported && window > 1) {
          gapReported = true;
          gaps++;
          acknowledge();
        }
        return;
      }
      gapReported = false;
      int from = (int) last * BLOCK;
      if (bytes.mismatch(content.slice(from, bytes.remaining())) >= 0) {
        throw new IOException("block " + (last + 1) + " is wrong");
      }
      last++;
      boolean end = bytes.remaining() < BLOCK;
      if (end || last == acknowledged + window) {
        acknowledge();
      }
      if (end) {
        unfinished--;
        channel.close();
      }
    }

    private void acknowledge() {
      acknowledged = last;
      saidLast = TftpCodec.encode(new Ack((int) (last & 0xffff)));
      say();
    }

    private void say() {
      try {
        channel.send(saidLast.rewind(), peer);
      } catch (IOException e) {
        throw new UncheckedIOException("client of " + peer, e);
      }
    }
  }
}
