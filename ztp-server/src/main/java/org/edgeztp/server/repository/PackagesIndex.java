package org.edgeztp.server.repository;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads a Packages index of a Debian archive, which has some 70,000 packages: line by line. */
final class PackagesIndex {
  private static final Pattern PATH = Pattern.compile("(.*/)?Packages(\\.xz|\\.gz)?");
  private static final Set<String> FIELDS =
      Set.of("Package", "Version", "Architecture", "Filename", "SHA256");

  private PackagesIndex() {}

  /** Whether it is one that can be read, by its name in the Release file. */
  static boolean isOne(String path) {
    return PATH.matcher(path).matches();
  }

  /**
   * Finds packages.
   *
   * @param name of the index, which tells how it is packed
   * @param places where the file is that a stanza names; empty for one that is not looked for
   */
  static List<DebPackage> find(
      Path file, String name, String origin, Function<String, Optional<String>> places)
      throws IOException {
    List<DebPackage> found = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        var lines =
            new BufferedReader(new InputStreamReader(unpacked(in, name), StandardCharsets.UTF_8))) {
      Map<String, String> stanza = new HashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(": ");
        if (line.isEmpty()) {
          add(found, stanza, origin, places);
          stanza.clear();
        } else if (colon > 0 && FIELDS.contains(line.substring(0, colon))) {
          stanza.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
      }
      add(found, stanza, origin, places);
    }
    return found;
  }

  private static InputStream unpacked(InputStream in, String name) throws IOException {
    if (name.endsWith(".xz")) {
      return new XZInputStream(in);
    }
    return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static void add(
      List<DebPackage> found,
      Map<String, String> stanza,
      String origin,
      Function<String, Optional<String>> places) {
    Optional<String> file = places.apply(stanza.getOrDefault("Filename", ""));
    if (file.isPresent() && stanza.keySet().containsAll(FIELDS)) {
      found.add(
          new DebPackage(
              origin,
              stanza.getOrDefault("Package", ""),
              stanza.getOrDefault("Version", ""),
              stanza.getOrDefault("Architecture", ""),
              file.get(),
              stanza.getOrDefault("SHA256", "")));
    }
  }
}
