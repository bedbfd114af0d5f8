package org.edgeztp.server.artifact;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that one store has to itself, in this process and on this host. */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes one, and makes it if absent.
   *
   * @throws IOException also when another store has it
   */
  static FolderLock take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(Files.createDirectories(folder).resolve(".lock"), CREATE, WRITE);
    try {
      if (channel.tryLock() != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException sameProcess) {
      // Told below like any other holder.
    }
    channel.close();
    throw new IOException(folder + " is in use by another artifact store");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
