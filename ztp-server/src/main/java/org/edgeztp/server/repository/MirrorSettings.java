package org.edgeztp.server.repository;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a mirror is set up.
 *
 * @param upstreams the archives by name, each with its http or https base URL
 * @param snapshots where those of them are as they were, whose upstreams keep that
 * @param folder of the cache, made if absent; for this mirror alone
 * @param offline whether the cache is all there is: no upstream is asked, and nothing is removed
 * @param limit how much the cache may take
 */
public record MirrorSettings(
    Map<String, URI> upstreams,
    Map<String, DatedUpstream> snapshots,
    Path folder,
    boolean offline,
    DiskLimit limit) {
  public MirrorSettings {
    upstreams = Map.copyOf(upstreams);
    snapshots = Map.copyOf(snapshots);
  }
}
