package org.edgeztp.server.datagram;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.edgeztp.server.socket.NativeSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams on their way out. They are gathered until {@link #flush} and leave with one call. A
 * {@link Burst} travels down the kernel's stack as one packet that is cut as late as the network
 * card allows (UDP_SEGMENT, since Linux 4.18). Not for several threads.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int MOST_MESSAGES = 64;
  private static final int MOST_PARTS = 2048;
  private static final int ROOM = 1 << 17;

  /** Limits of the kernel for one packet that it cuts. */
  private static final int MOST_SEGMENTS = 64;

  private static final int MOST_BYTES = 65_000;

  private final NativeSocket socket;
  private final Messages messages;
  private final MemorySegment room;
  private final @Nullable Object[] kept = new Object[MOST_MESSAGES];
  private final boolean[] cut = new boolean[MOST_MESSAGES];
  private int count;
  private int parts;
  private int used;
  private boolean cuts = true;

  Outbox(Arena arena, NativeSocket socket) {
    this.socket = socket;
    messages = new Messages(arena, MOST_MESSAGES, MOST_PARTS);
    room = arena.allocate(ROOM);
  }

  void add(long peer, ByteBuffer datagram) {
    int length = datagram.remaining();
    reserve(1, length);
    messages.part(parts, copied(datagram), length);
    describe(peer, 1, 0, datagram);
  }

  void add(long peer, Burst burst) {
    int size = burst.headerLength() + burst.partLength();
    int most = cuts ? Math.clamp(MOST_BYTES / size, 1, MOST_SEGMENTS) : 1;
    for (int first = 0; first < burst.count(); first += most) {
      add(peer, burst, first, Math.min(most, burst.count() - first), size);
    }
  }

  private void add(long peer, Burst burst, int first, int number, int size) {
    reserve(2 * number, number * burst.headerLength());
    int header = burst.headerLength();
    long heads =
        copied(burst.headers().slice(burst.headers().position() + first * header, number * header));
    long body = MemorySegment.ofBuffer(burst.body()).address() + (long) first * burst.partLength();
    for (int i = 0; i < number; i++) {
      messages.part(parts + 2 * i, heads + (long) i * header, header);
      messages.part(
          parts + 2 * i + 1, body + (long) i * burst.partLength(), burst.length(first + i));
    }
    describe(peer, 2 * number, number > 1 ? size : 0, burst);
  }

  private void describe(long peer, int partCount, int segment, Object owner) {
    messages.to(count, peer);
    messages.describe(count, parts, partCount, segment);
    kept[count] = owner;
    cut[count] = segment > 0;
    parts += partCount;
    count++;
  }

  /**
   * Sends all. Blocks while the network takes no more.
   *
   * @return whether the kernel said that an earlier datagram was refused by its receiver; it keeps
   *     whose that was
   */
  boolean flush() {
    boolean refused = false;
    int sent = 0;
    while (sent < count) {
      int result = socket.sendMany(messages.from(sent), count - sent);
      if (result >= 0) {
        sent += result;
      } else if (result == -NativeSocket.ECONNREFUSED) {
        refused = true;
      } else if (result != -NativeSocket.EINTR) {
        sent = failed(sent, -result);
      }
    }
    Arrays.fill(kept, 0, count, null);
    count = 0;
    parts = 0;
    used = 0;
    return refused;
  }

  /** What is lost here is sent again by whoever waits for an answer to it. */
  private int failed(int index, int errno) {
    boolean cannotCut =
        errno == NativeSocket.EINVAL || errno == NativeSocket.EMSGSIZE || errno == NativeSocket.EIO;
    if (cut[index] && cannotCut && cuts) {
      cuts = false;
      LOG.info("the network takes no bursts (errno {}): datagrams go out one by one", errno);
    } else {
      LOG.debug("a datagram is not sent: errno {}", errno);
    }
    return index + 1;
  }

  private void reserve(int partCount, int bytes) {
    if (count == MOST_MESSAGES || parts + partCount > MOST_PARTS || used + bytes > ROOM) {
      flush();
    }
  }

  private long copied(ByteBuffer bytes) {
    int length = bytes.remaining();
    MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, room, used, length);
    long address = room.address() + used;
    used += length;
    return address;
  }
}
