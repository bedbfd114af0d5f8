package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Files in memory; the name {@code broken} chooses a file that cannot be read. */
final class TestFiles implements BootFiles {
  private final Map<String, Content> files = new ConcurrentHashMap<>();

  /** Adds a file of random bytes and gives them back. */
  byte[] add(String path, int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    files.put(path, new Content(ByteBuffer.wrap(bytes)));
    return bytes;
  }

  @Override
  public Answer open(String path, InetAddress client) throws IOException {
    if (path.equals("broken")) {
      throw new IOException("the disk is on fire");
    }
    Content content = files.get(path);
    return content == null
        ? new Refused(TftpError.FILE_NOT_FOUND, "there is no file '" + path + "'")
        : content;
  }
}
