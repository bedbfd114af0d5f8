package org.edgeztp.server.artifact;

import java.io.IOException;
import java.io.InputStream;

/**
 * Some bytes, which can be read again.
 *
 * @param sha256 that they should have, in hexadecimal digits
 * @param size in bytes
 */
public record Content(String sha256, long size, Opener bytes) {
  /** Where they are. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /** What comes behind some of them. */
  public InputStream from(long offset) throws IOException {
    InputStream in = bytes.open();
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
