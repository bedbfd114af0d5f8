package org.edgeztp.server.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.edgeztp.server.tftp.BootFiles;
import org.edgeztp.server.tftp.TftpServer;
import org.edgeztp.server.tftp.TftpSettings;

/** This server's TFTP room in a process of its own, with the files of a folder in memory. */
final class TftpSubject {
  static final int PORT = 69;

  private TftpSubject() {}

  /** Serves until the process is ended. */
  static void serve(Path folder) throws IOException, InterruptedException {
    Map<String, BootFiles.Content> files = new ConcurrentHashMap<>();
    BootFiles bootFiles =
        (path, client) -> files.computeIfAbsent(path, name -> read(folder.resolve(name)));
    try (var _ =
        new TftpServer(
            InetAddress.getByName(Stage.SERVER),
            PORT,
            bootFiles,
            event -> {},
            TftpSettings.defaults())) {
      new CountDownLatch(1).await();
    }
  }

  private static BootFiles.Content read(Path file) {
    try {
      return new BootFiles.Content(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
