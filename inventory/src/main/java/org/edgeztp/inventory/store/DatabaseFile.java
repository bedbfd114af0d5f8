package org.edgeztp.inventory.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file of an H2 database as {@link Database} opens it, by a scheme of its own in H2's names of
 * files: what H2 writes goes through {@link NewestChunk}. Public as H2 makes it by reflection.
 */
public final class DatabaseFile extends FilePathWrapper {
  private static final String SCHEME = "newest";

  /** Makes the scheme known to H2, and says how its names begin. */
  static String scheme() {
    FilePath.register(new DatabaseFile());
    return SCHEME + ':';
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel file;
    private final NewestChunk newest = new NewestChunk();

    Channel(FileChannel file) {
      this.file = file;
    }

    /** Whole, where a file channel may write less. */
    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      ByteBuffer corrected = newest.corrected(bytes, position);
      int length = corrected.remaining();
      for (long next = position; corrected.hasRemaining(); ) {
        next += file.write(corrected, next);
      }
      bytes.position(bytes.limit());
      return length;
    }

    /** Many at a time, as the file can. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int read(ByteBuffer bytes, long position) throws IOException {
      return file.read(bytes, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      file.force(metadata);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
