package org.edgeztp.inventory.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that groups of leases are appended to. Each group is its length, its checksum (CRC-32C)
 * and its leases, so that a group which the process died in is seen to be none.
 */
final class LeaseJournal implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(LeaseJournal.class);
  private static final int HEADER = 8;
  private static final int MAC_LENGTH = 6;

  private final Path path;
  private final FileChannel file;
  private long size;
  private boolean whole = true;

  /** Makes the file, and its name durable with it. */
  LeaseJournal(Path path) throws IOException {
    this.path = path;
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      flushFolder(path);
    } catch (IOException e) {
      file.close();
      Files.delete(path);
      throw e;
    }
  }

  /**
   * Appends a group; when this returns, it is on the disk.
   *
   * @throws IOException if it is not, for example because the disk is full
   */
  void append(List<Lease> leases) throws IOException {
    byte[] group = write(leases);
    ByteBuffer out = ByteBuffer.allocate(HEADER + group.length);
    out.putInt(group.length).putInt(checksum(group)).put(group).flip();
    whole = false;
    try {
      while (out.hasRemaining()) {
        file.write(out);
      }
    } catch (IOException e) {
      file.truncate(size);
      whole = true;
      throw e;
    }
    // After a flush that failed nobody knows what is on the disk: the file stays as it is.
    file.force(false);
    whole = true;
    size += HEADER + group.length;
  }

  Path path() {
    return path;
  }

  /** In bytes, of whole groups. */
  long size() {
    return size;
  }

  /** Whether another group may follow: one behind half a group would not be read. */
  boolean isWhole() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** The last lease of each address, up to the first group that is not whole. */
  static Map<Inet4Address, Lease> read(Path path) throws IOException {
    Map<Inet4Address, Lease> leases = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path));
    while (in.remaining() >= HEADER) {
      int at = in.position();
      int length = in.getInt();
      int checksum = in.getInt();
      byte[] group = new byte[Math.clamp(length, 0, in.remaining())];
      in.get(group);
      if (length != group.length || checksum(group) != checksum) {
        log.warn("{} ends at byte {}, in a group that was never whole", path, at);
        break;
      }
      read(group, leases);
    }
    return leases;
  }

  /** Deletes the file for good: no power cut brings it back. */
  static void delete(Path path) throws IOException {
    Files.delete(path);
    flushFolder(path);
  }

  private static void flushFolder(Path path) throws IOException {
    try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }

  private static byte[] write(List<Lease> leases) throws IOException {
    var bytes = new ByteArrayOutputStream(32 * leases.size());
    var out = new DataOutputStream(bytes);
    for (Lease lease : leases) {
      out.writeInt(Ipv4.bits(lease.address()));
      out.write(lease.mac().bytes());
      out.writeUTF(lease.holder().uuid().map(UUID::toString).orElse(""));
      out.writeUTF(lease.holder().serial().orElse(""));
      out.writeLong(lease.expires().getEpochSecond());
      out.writeUTF(lease.state().name());
    }
    return bytes.toByteArray();
  }

  private static void read(byte[] group, Map<Inet4Address, Lease> leases) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(group));
    while (in.available() > 0) {
      var lease =
          new Lease(
              Ipv4.of(in.readInt()),
              new Identity(
                  MacAddress.of(in.readNBytes(MAC_LENGTH)),
                  told(in.readUTF()).map(UUID::fromString),
                  told(in.readUTF())),
              Instant.ofEpochSecond(in.readLong()),
              LeaseState.valueOf(in.readUTF()));
      leases.put(lease.address(), lease);
    }
  }

  private static Optional<String> told(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }

  private static int checksum(byte[] group) {
    var sum = new CRC32C();
    sum.update(group);
    return (int) sum.getValue();
  }
}
