package org.edgeztp.server.bundle;

import java.nio.file.Path;

/**
 * Where a server has what goes into a bundle.
 *
 * @param site that the bundle is called after
 * @param assets what {@code ztp assets} built
 * @param installers what {@code ztp assets add} added; need not be there
 * @param packages the cache of the package mirror; need not be there
 * @param key what bundles are signed with, made when first needed
 */
public record BundleSettings(
    String site, Path assets, Path installers, Path cookbooks, Path packages, Path key) {}
