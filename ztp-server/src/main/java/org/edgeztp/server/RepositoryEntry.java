package org.edgeztp.server;

import static org.edgeztp.server.Config.or;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.layout.Size;
import org.edgeztp.server.repository.DatedUpstream;
import org.edgeztp.server.repository.DiskLimit;
import org.jspecify.annotations.Nullable;

/**
 * Where the packages of the mirrors are kept, and what people add to them.
 *
 * @param offline whether what is kept is all there is: no upstream is asked
 * @param folder of the packages; {@code mirror} in the data folder by default
 * @param limit how much they may take: {@code 20 GiB}, or a share of the disk as {@code 50%}, which
 *     is the default; what nobody asked for the longest goes first
 * @param snapshots by the name of a mirror the URL where its upstream keeps it as it was on a day,
 *     with {@code {year}}, {@code {month}} and {@code {day}}
 * @param artifacts folder of the artifact store; {@code artifacts} in the data folder by default
 * @param bundled folder of the artifacts of an imported bundle, which are served as well
 */
public record RepositoryEntry(
    boolean offline,
    Optional<Path> folder,
    String limit,
    Map<String, String> snapshots,
    Optional<Path> artifacts,
    Optional<Path> bundled) {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}|100) ?%");
  private static final long LEAST = Size.bytes(1, "GiB");

  static final RepositoryEntry DEFAULT =
      new RepositoryEntry(false, Optional.empty(), null, null, Optional.empty(), Optional.empty());

  public RepositoryEntry(
      boolean offline,
      Optional<Path> folder,
      @Nullable String limit,
      @Nullable Map<String, String> snapshots,
      Optional<Path> artifacts,
      Optional<Path> bundled) {
    this.offline = offline;
    this.folder = folder;
    this.artifacts = artifacts;
    this.bundled = bundled;
    this.limit = or(limit, "50%");
    this.snapshots = Map.copyOf(or(snapshots, Map.of()));
    diskLimit();
    dated();
  }

  Map<String, DatedUpstream> dated() {
    Map<String, DatedUpstream> dated = new TreeMap<>();
    snapshots.forEach((name, pattern) -> {
      try {
        dated.put(name, new DatedUpstream(pattern));
      } catch (IllegalArgumentException e) {
        throw new ConfigException("repository.snapshots." + name + " is " + e.getMessage());
      }
    });
    return dated;
  }

  DiskLimit diskLimit() {
    Matcher percent = PERCENT.matcher(limit);
    if (percent.matches() && Integer.parseInt(percent.group(1)) > 0) {
      return new DiskLimit.Percent(Integer.parseInt(percent.group(1)));
    }
    try {
      long bytes = Size.parse(limit);
      if (bytes >= LEAST) {
        return new DiskLimit.Bytes(bytes);
      }
    } catch (IllegalArgumentException unreadable) {
      // Told below, with the other form it may have.
    }
    throw new ConfigException(
        "repository.limit is a size of 1 GiB or more, as '20 GiB', or a share of the disk, as"
            + " '50%', not '"
            + limit
            + "'");
  }
}
