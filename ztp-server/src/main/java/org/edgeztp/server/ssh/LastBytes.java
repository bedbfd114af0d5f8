package org.edgeztp.server.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes written to it; the older ones give way. */
final class LastBytes extends OutputStream {
  private final byte[] ring;
  private long written;

  LastBytes(int limit) {
    ring = new byte[limit];
  }

  @Override
  public synchronized void write(int b) {
    ring[(int) (written++ % ring.length)] = (byte) b;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      write(bytes[offset + i]);
    }
  }

  synchronized String text() {
    int kept = (int) Math.min(written, ring.length);
    byte[] last = new byte[kept];
    for (int i = 0; i < kept; i++) {
      last[i] = ring[(int) ((written - kept + i) % ring.length)];
    }
    return new String(last, StandardCharsets.UTF_8);
  }
}
