package org.edgeztp.server.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edgeztp.inventory.machine.Profile;

/**
 * Where a server has what goes into a bundle.
 *
 * @param site that the bundle is called after
 * @param assets what {@code ztp assets} built
 * @param installers what {@code ztp assets add} added; need not be there
 * @param packages the cache of the package mirror; need not be there
 * @param artifacts the stores of artifacts and container images, the server's own first; need not
 *     be there
 * @param hosts addresses that machines know the server by
 * @param profiles of the configuration and of files beside it, by their names
 * @param key what bundles are signed with, made when first needed
 */
public record BundleSettings(
    String site,
    Path assets,
    Path installers,
    Path cookbooks,
    Path packages,
    List<Path> artifacts,
    Set<String> hosts,
    Map<String, Profile> profiles,
    Path key) {}
