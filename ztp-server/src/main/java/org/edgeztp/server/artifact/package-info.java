/**
 * The artifact store of the software repository: any file by name, version and architecture, kept
 * once by its SHA-256, taken in over the API and served to machines; and images of containers, as a
 * registry to pull from.
 *
 * <p>Start at {@link org.edgeztp.server.artifact.Artifacts}, then {@code Blobs}.
 */
@NullMarked
package org.edgeztp.server.artifact;

import org.jspecify.annotations.NullMarked;
