package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** What may be read over TFTP: the port this room asks once for each read request. */
public interface BootFiles {
  /**
   * Opens a file for one client, or says why not.
   *
   * <p>Called on a virtual thread of its own, so it may wait; many calls run at the same time. A
   * client that repeats its request may cause two calls.
   *
   * @param path without a leading slash, separated by single slashes, free of {@code ..} and of
   *     control characters; letters as the client sent them
   * @throws IOException if the file should be there and cannot be read; the client is told so
   */
  Answer open(String path, InetAddress client) throws IOException;

  /** The answer to one read request. */
  sealed interface Answer {}

  /**
   * The bytes of the file, from position to limit. They are read by all transfers at once and kept
   * for as long as one of them runs: hand out the same direct buffer to all (another is copied),
   * never change it, and replace a mapped file by renaming a new one over it.
   */
  record Content(ByteBuffer bytes) implements Answer {
    public Content {
      bytes = outsideOfTheHeap(bytes.slice()).asReadOnlyBuffer();
    }

    /** Where the kernel can read it; a buffer that is there already is not copied. */
    private static ByteBuffer outsideOfTheHeap(ByteBuffer bytes) {
      return bytes.isDirect()
          ? bytes
          : ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
    }

    /** The length of the file in bytes. */
    public int size() {
      return bytes.limit();
    }
  }

  /**
   * Not there, and rightly so: the program asks for it everywhere and does without.
   *
   * @param reason goes into the ERROR and into no log
   */
  record Absent(String reason) implements Answer {}

  /**
   * Nothing for this client.
   *
   * @param reason one sentence that a person at the console can act on; it goes into the ERROR
   */
  record Refused(TftpError code, String reason) implements Answer {}
}
