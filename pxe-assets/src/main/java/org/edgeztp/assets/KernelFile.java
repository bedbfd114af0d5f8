package org.edgeztp.assets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the file of a Linux kernel tells of itself at its start. */
enum KernelFile {
  /** Linux's Documentation/arch/x86/boot.rst: {@code HdrS}. */
  AMD64(0x202, 0x48647253),
  /** Linux's Documentation/arch/arm64/booting.rst: {@code ARM\x64}. */
  ARM64(56, 0x41524d64);

  private static final int HEADER = 0x206;

  private final int at;
  private final int magic;

  /**
   * @param magic four bytes, the first one highest
   */
  KernelFile(int at, int magic) {
    this.at = at;
    this.magic = magic;
  }

  /** Debian's name of what a kernel runs on; empty when it is packed, or none that is known. */
  static Optional<String> architecture(Path kernel) throws IOException {
    byte[] header;
    try (InputStream in = Files.newInputStream(kernel)) {
      header = in.readNBytes(HEADER);
    }
    return Arrays.stream(values())
        .filter(kind -> kind.isOf(header))
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .findFirst();
  }

  private boolean isOf(byte[] header) {
    return header.length >= at + Integer.BYTES && ByteBuffer.wrap(header).getInt(at) == magic;
  }
}
