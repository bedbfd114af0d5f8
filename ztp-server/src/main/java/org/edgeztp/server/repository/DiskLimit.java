package org.edgeztp.server.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much a folder may take. */
public sealed interface DiskLimit {
  /** So many bytes. */
  record Bytes(long count) implements DiskLimit {}

  /** A share of the disk that the folder lies on, from 1 to 100. */
  record Percent(int share) implements DiskLimit {}

  /** In bytes, for a folder that is there. */
  default long of(Path folder) throws IOException {
    return switch (this) {
      case Bytes(long count) -> count;
      case Percent(int share) -> Files.getFileStore(folder).getTotalSpace() / 100 * share;
    };
  }
}
