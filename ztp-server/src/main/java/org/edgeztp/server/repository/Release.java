package org.edgeztp.server.repository;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Release or InRelease file of a Debian archive names: its signature is for apt to check.
 *
 * @param origin whose archive it is, in lower case, such as {@code debian}
 * @param hashes SHA-256 of each index, by its path below the suite
 * @param date when it was made, as it writes it
 */
record Release(String origin, Map<String, String> hashes, Optional<String> date) {
  private static final Pattern NAMED = Pattern.compile(" ([0-9a-f]{64}) +\\d+ (\\S+)");

  static Release read(Path file) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    String origin = "debian";
    Optional<String> date = Optional.empty();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher named = NAMED.matcher(line);
        if (named.matches()) {
          hashes.put(named.group(2), named.group(1));
        } else if (line.startsWith("Origin: ")) {
          origin = line.substring("Origin: ".length()).strip().toLowerCase(java.util.Locale.ROOT);
        } else if (line.startsWith("Date: ")) {
          date = Optional.of(line.substring("Date: ".length()).strip());
        }
      }
    }
    return new Release(origin, Map.copyOf(hashes), date);
  }
}
