package org.edgeztp.server.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many TFTP clients in one thread, each of which reads the file once and compares every block. They
 * ask at the same moment, as machines do when the power comes back.
 */
final class TftpLoad {
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
  private static final int MOST_SILENCES = 10;
  private static final long WARM_UP = Duration.ofSeconds(3).toNanos();
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int ERROR = 5;
  private static final int OPTION_ACK = 6;

  /**
   * What is asked for.
   *
   * @param window 1 asks for no windows
   */
  record Plan(InetSocketAddress server, String file, int clients, int blockSize, int window) {
    Plan with(int otherClients) {
      return new Plan(server, file, otherClients, blockSize, window);
    }
  }

  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(65_536);
  private final ByteBuffer out = ByteBuffer.allocateDirect(4);
  private final Plan plan;
  private final ByteBuffer content;
  private final List<Long> times = new ArrayList<>();
  private int waiting;
  private long repeats;

  /**
   * @param content what the file holds, outside of the heap
   */
  private TftpLoad(Plan plan, ByteBuffer content) throws IOException {
    this.plan = plan;
    this.content = content;
  }

  /**
   * Warms both sides up for some seconds with as many clients, a hundred at most, and then
   * measures.
   *
   * @param file what the server serves by that name
   */
  static List<TftpResult> rounds(Plan plan, Path file, int rounds) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer content = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    long start = System.nanoTime();
    do {
      new TftpLoad(plan.with(Math.min(plan.clients(), 100)), content).run();
    } while (System.nanoTime() - start < WARM_UP);
    List<TftpResult> results = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      results.add(new TftpLoad(plan, content).run());
    }
    return results;
  }

  private TftpResult run() throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    Duration machine = Machine.busy();
    Duration process = ownCpu();
    long thread = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    serve();
    double seconds = (System.nanoTime() - start) / 1e9;
    double busy = (threads.getCurrentThreadCpuTime() - thread) / 1e9 / seconds;
    Duration others = Machine.busy().minus(machine).minus(ownCpu().minus(process));
    selector.close();
    times.sort(null);
    double p99 = times.isEmpty() ? 0 : times.get((times.size() * 99 - 1) / 100) / 1e9;
    double mib = (double) times.size() * content.limit() / (1 << 20);
    return new TftpResult(
        plan.clients(), times.size(), mib, seconds, p99, others.toMillis() / 1e3, busy, repeats);
  }

  private void serve() throws IOException {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < plan.clients(); i++) {
      clients.add(new Client());
    }
    waiting = clients.size();
    long looked = System.nanoTime();
    while (waiting > 0) {
      selector.select(key -> ((Client) key.attachment()).readable(), 100);
      if (System.nanoTime() - looked > PATIENCE / 10) {
        looked = System.nanoTime();
        for (Client client : clients) {
          client.look(looked);
        }
      }
    }
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private final class Client {
    private final DatagramChannel channel = DatagramChannel.open();
    private final ByteBuffer request;
    private final long start = System.nanoTime();
    private long heard = start;
    private int silences;
    private boolean answered;
    private boolean gap;
    private int blockSize = 512;
    private int window = 1;
    private long last;
    private long acknowledged;

    Client() throws IOException {
      String windows = plan.window() > 1 ? "windowsize\0" + plan.window() + "\0" : "";
      String text = "\0\1%s\0octet\0blksize\0%d\0".formatted(plan.file(), plan.blockSize());
      request = ByteBuffer.wrap((text + windows).getBytes(ISO_8859_1));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
      say();
    }

    /** Repeats what it said last when nothing came for a while, and gives up in the end. */
    void look(long now) throws IOException {
      if (channel.isOpen() && now - heard > PATIENCE) {
        heard = now;
        repeats++;
        if (++silences > MOST_SILENCES) {
          end();
        } else {
          say();
        }
      }
    }

    void readable() {
      try {
        do {
          in.clear();
          if (!arrived()) {
            return;
          }
          heard = System.nanoTime();
          silences = 0;
          take(in.flip().getShort());
        } while (channel.isOpen() && window > 1);
      } catch (PortUnreachableException e) {
        // The server died: silence will tell.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean arrived() throws IOException {
      if (answered) {
        return channel.read(in) > 0;
      }
      var from = channel.receive(in);
      if (from == null) {
        return false;
      }
      channel.connect(from);
      answered = true;
      return true;
    }

    private void take(int operation) throws IOException {
      switch (operation) {
        case OPTION_ACK -> agree();
        case DATA -> data(Short.toUnsignedInt(in.getShort()));
        case ERROR -> end();
        default -> throw new IOException("the server sent operation " + operation);
      }
    }

    private void agree() throws IOException {
      String[] options = ISO_8859_1.decode(in).toString().split("\0", -1);
      for (int i = 0; i + 1 < options.length; i += 2) {
        if (options[i].equalsIgnoreCase("blksize")) {
          blockSize = Integer.parseInt(options[i + 1]);
        } else if (options[i].equalsIgnoreCase("windowsize")) {
          window = Integer.parseInt(options[i + 1]);
        }
      }
      acknowledge();
    }

    private void data(int block) throws IOException {
      if (block != ((last + 1) & 0xffff)) {
        if (!gap && window > 1) {
          gap = true;
          acknowledge();
        }
        return;
      }
      gap = false;
      int length = in.remaining();
      if (in.mismatch(content.slice((int) last * blockSize, length)) >= 0) {
        throw new IOException("block " + (last + 1) + " holds other bytes than the file");
      }
      last++;
      boolean whole = length < blockSize;
      if (whole || last == acknowledged + window) {
        acknowledge();
      }
      if (whole) {
        times.add(System.nanoTime() - start);
        end();
      }
    }

    private void acknowledge() throws IOException {
      acknowledged = last;
      say();
    }

    private void say() throws IOException {
      if (answered) {
        channel.write(out.clear().putShort((short) ACK).putShort((short) acknowledged).flip());
      } else {
        channel.send(request.rewind(), plan.server());
      }
    }

    private void end() throws IOException {
      waiting--;
      channel.close();
    }
  }
}
