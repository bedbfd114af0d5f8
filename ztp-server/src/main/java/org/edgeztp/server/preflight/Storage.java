package org.edgeztp.server.preflight;

import static org.edgeztp.server.preflight.Finding.ok;
import static org.edgeztp.server.preflight.Finding.problem;
import static org.edgeztp.server.preflight.Finding.warning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.edgeztp.assets.Manifest;

/** The folder that the server writes to, and the one it serves from. */
final class Storage {
  private static final long GIB = 1L << 30;
  private static final long LITTLE = 2 * GIB;
  private static final long TOO_LITTLE = GIB / 4;

  private Storage() {}

  static Finding data(Path folder) throws IOException {
    // It may be made at the first start.
    Path existing =
        Stream.iterate(folder.toAbsolutePath(), Objects::nonNull, Path::getParent)
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();
    return data(folder, Files.isWritable(existing), Files.getFileStore(existing).getUsableSpace());
  }

  static Finding data(Path folder, boolean writable, long free) {
    if (!writable) {
      return problem("data", folder + " cannot be written to: change its owner, or run as root");
    }
    String room = "%s has %.1f GiB free".formatted(folder, (double) free / GIB);
    if (free < TOO_LITTLE) {
      return problem("data", room + ": leases could not be kept. Make room");
    }
    return free < LITTLE
        ? warning("data", room + ", little for a package mirror: make room")
        : ok("data", room);
  }

  /** Every file against the size and the checksum that the manifest gives. */
  static List<Finding> assets(Path folder) throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.read(folder);
    } catch (IOException e) {
      return List.of(problem("assets", String.valueOf(e.getMessage())));
    }
    Map<String, String> sums = new TreeMap<>();
    manifest.files().forEach((name, content) -> sums.put(name, content.sha256()));
    manifest.images().values().forEach(image -> sums.put(image.file(), image.sha256()));
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, String> file : sums.entrySet()) {
      if (!sha256(folder.resolve(file.getKey())).equals(file.getValue())) {
        findings.add(
            problem(
                "assets",
                folder.resolve(file.getKey())
                    + " is not what was built (SHA-256 differs): build it with './ztp assets'"));
      }
    }
    return findings.isEmpty()
        ? List.of(ok("assets", "%d files in %s are as built".formatted(sums.size(), folder)))
        : findings;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        var in = new DigestInputStream(raw, MessageDigest.getInstance("SHA-256"))) {
      byte[] piece = new byte[1 << 16];
      int read = 0;
      while (read >= 0) {
        read = in.read(piece);
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
