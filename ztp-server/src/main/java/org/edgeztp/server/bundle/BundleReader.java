package org.edgeztp.server.bundle;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bundle once, from its beginning to its end. Nothing of it is given out before the
 * signature of its manifest is verified, and a file only together with the verdict on its hash.
 */
final class BundleReader implements Closeable {
  private static final int BLOCK = 1 << 16;
  private static final int LARGEST_MANIFEST = 64 << 20;
  private static final int LARGEST_SIGNATURE = 1 << 10;

  /** Takes the files. */
  interface Taker {
    /** Where the bytes of a file go; closed after the last of them, before they are judged. */
    OutputStream take(Content content) throws IOException;
  }

  private final Path file;
  private final TarArchiveInputStream tar;
  private final BundleManifest manifest;

  private BundleReader(Path file, TarArchiveInputStream tar, BundleManifest manifest) {
    this.file = file;
    this.tar = tar;
    this.manifest = manifest;
  }

  /**
   * Opens a bundle and verifies who made it.
   *
   * @throws BadBundle when another key signed it, or it is none or damaged
   */
  static BundleReader open(Path file, SiteKey key) throws IOException {
    var tar =
        new TarArchiveInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16),
            StandardCharsets.UTF_8.name());
    try {
      byte[] json = first(tar, file, BundleManifest.ENTRY, LARGEST_MANIFEST);
      byte[] signature = first(tar, file, BundleManifest.SIGNATURE, LARGEST_SIGNATURE);
      verify(file, key, json, signature);
      return new BundleReader(file, tar, BundleManifest.parse(json));
    } catch (IOException | RuntimeException e) {
      tar.close();
      throw e;
    }
  }

  private static byte[] first(TarArchiveInputStream tar, Path file, String name, int largest)
      throws IOException {
    try {
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry != null && isFile(entry, name) && entry.getSize() <= largest) {
        byte[] bytes = tar.readNBytes(largest);
        if (bytes.length == entry.getSize()) {
          return bytes;
        }
      }
    } catch (IOException | IllegalArgumentException damaged) {
      throw new BadBundle(file + " is no bundle, or damaged at its beginning", damaged);
    }
    throw new BadBundle(file + " is no bundle, or damaged at its beginning");
  }

  private static void verify(Path file, SiteKey key, byte[] json, byte[] signature)
      throws BadBundle {
    byte[] raw;
    try {
      raw = Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException damaged) {
      raw = new byte[0];
    }
    if (!key.verifies(json, raw)) {
      throw new BadBundle(
          ("%s is not signed by the key %s: it was made by somebody else or is"
                  + " damaged. Nothing of it was used")
              .formatted(file, key.fingerprint()));
    }
  }

  BundleManifest manifest() {
    return manifest;
  }

  /**
   * Gives out all files, each read to its end.
   *
   * @throws BadBundle at the first file that is damaged or missing, and when there are more
   */
  void read(Taker taker, Progress progress) throws IOException {
    long done = 0;
    for (Content content : manifest.files()) {
      progress.at(content.path(), done, manifest.size());
      TarArchiveEntry entry = next(content.path());
      if (entry == null) {
        throw new BadBundle(file + " ends before " + content.path() + ": copy it again");
      }
      if (!isFile(entry, content.path()) || entry.getSize() != content.size()) {
        throw damaged(content.path());
      }
      try (OutputStream out = taker.take(content)) {
        copy(content, out);
      }
      done += content.size();
    }
    if (next("its end") != null) {
      throw new BadBundle(file + " holds more than its manifest tells of: do not use it");
    }
  }

  private void copy(Content content, OutputStream out) throws IOException {
    MessageDigest hash = Hash.sha256();
    byte[] block = new byte[BLOCK];
    for (int read = read(block, content); read > 0; read = read(block, content)) {
      hash.update(block, 0, read);
      out.write(block, 0, read);
    }
    if (!HexFormat.of().formatHex(hash.digest()).equals(content.sha256())) {
      throw damaged(content.path());
    }
  }

  /** Apart from writing, since a full disk is no damage of the bundle. */
  private int read(byte[] block, Content content) throws BadBundle {
    try {
      return tar.read(block);
    } catch (IOException cut) {
      throw new BadBundle(
          file + " ends in the middle of " + content.path() + ": copy it again", cut);
    }
  }

  private BadBundle damaged(String path) {
    return new BadBundle(file + " is damaged at " + path + ": copy it again");
  }

  private static boolean isFile(TarArchiveEntry entry, String path) {
    return entry.getName().equals(path)
        && entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isSparse();
  }

  private @Nullable TarArchiveEntry next(String where) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException broken) {
      throw new BadBundle(file + " is damaged before " + where + ": copy it again", broken);
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
