package org.edgeztp.server.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes a bundle: reads every file twice, for its hash and into the bundle. */
final class BundleWriter {
  private static final int PROGRAM = 0755;
  private static final int PLAIN = 0644;
  private static final int BLOCK = 1 << 16;

  private final SigningKey key;
  private final Progress progress;

  BundleWriter(SigningKey key, Progress progress) {
    this.key = key;
    this.progress = progress;
  }

  /**
   * Writes a bundle, which is there whole or not at all.
   *
   * @param packages how many packages of archives are among the parts
   * @throws IOException also when a file changes meanwhile; it says which file is at fault
   */
  BundleManifest write(Path output, String name, Instant now, int packages, List<Part> parts)
      throws IOException {
    BundleManifest manifest =
        new BundleManifest(
            BundleManifest.FORMAT, name, now, key.site().fingerprint(), packages, contents(parts));
    byte[] json = manifest.toJson();
    byte[] signature = Base64.getEncoder().encode(key.sign(json));
    Path half = output.resolveSibling(output.getFileName() + ".half");
    try {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(half), BLOCK);
          var tar = new TarArchiveOutputStream(file, StandardCharsets.UTF_8.name())) {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        put(tar, Part.of(BundleManifest.ENTRY, json), json.length, now);
        put(tar, Part.of(BundleManifest.SIGNATURE, signature), signature.length, now);
        copy(tar, manifest, parts);
      }
      Files.move(half, output, StandardCopyOption.ATOMIC_MOVE);
    } catch (Changed e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("%s cannot be written: %s".formatted(output, e.getMessage()), e);
    } finally {
      Files.deleteIfExists(half);
    }
    return manifest;
  }

  private List<Content> contents(List<Part> parts) throws IOException {
    List<Content> contents = new ArrayList<>();
    for (Part part : parts) {
      progress.at("reading " + part.path(), contents.size(), parts.size());
      var length = new Counted(OutputStream.nullOutputStream());
      String hash;
      try (InputStream in = part.bytes().open()) {
        hash = Hash.copy(in, length);
      }
      if (part.expected().isPresent() && !part.expected().get().equals(hash)) {
        throw new IOException(
            part.path()
                + " is not what its index, manifest or name says: remove it where it is kept, have"
                + " it fetched, built or added again, and make the bundle then");
      }
      contents.add(new Content(part.path(), length.bytes(), hash, part.executable()));
    }
    return contents;
  }

  private void copy(TarArchiveOutputStream tar, BundleManifest manifest, List<Part> parts)
      throws IOException {
    long done = 0;
    for (int i = 0; i < parts.size(); i++) {
      Content content = manifest.files().get(i);
      progress.at(content.path(), done, manifest.size());
      String hash = put(tar, parts.get(i), content.size(), manifest.created());
      if (!hash.equals(content.sha256())) {
        throw new Changed(content.path(), null);
      }
      done += content.size();
    }
  }

  private static String put(TarArchiveOutputStream tar, Part part, long size, Instant date)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(part.path());
    entry.setSize(size);
    entry.setMode(part.executable() ? PROGRAM : PLAIN);
    entry.setModTime(date.toEpochMilli());
    tar.putArchiveEntry(entry);
    var hash = Hash.sha256();
    try (InputStream in = new DigestInputStream(open(part), hash)) {
      byte[] block = new byte[BLOCK];
      long left = size;
      for (int read = read(in, block, part); read > 0; read = read(in, block, part)) {
        left -= read;
        if (left < 0) {
          throw new Changed(part.path(), null);
        }
        tar.write(block, 0, read);
      }
      if (left > 0) {
        throw new Changed(part.path(), null);
      }
    }
    tar.closeArchiveEntry();
    return HexFormat.of().formatHex(hash.digest());
  }

  private static InputStream open(Part part) throws Changed {
    try {
      return part.bytes().open();
    } catch (IOException e) {
      throw new Changed(part.path(), e);
    }
  }

  private static int read(InputStream in, byte[] block, Part part) throws Changed {
    try {
      return in.read(block);
    } catch (IOException e) {
      throw new Changed(part.path(), e);
    }
  }

  /** A part is not what it was when it was read first. */
  private static final class Changed extends IOException {
    private static final long serialVersionUID = 1L;

    Changed(String path, @Nullable Throwable cause) {
      super(path + " changed or failed while it was read: make the bundle again", cause);
    }
  }
}
