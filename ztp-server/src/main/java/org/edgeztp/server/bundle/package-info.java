/**
 * Bundles: one signed file with everything that a site without internet needs.
 *
 * <pre>
 *   manifest.json     what follows: each file with its size and SHA-256
 *   manifest.sig      Ed25519 over the bytes of manifest.json, in Base64
 *   sbom.cdx.json     all that follows, CycloneDX 1.6
 *   assets/ installers/ cookbooks/ packages/ artifacts/ site/
 * </pre>
 *
 * <p>It is a tar file, not compressed: what is large in it is so already. Start at {@link
 * org.edgeztp.server.bundle.BundleCommand}, then {@code BundleReader}.
 */
@NullMarked
package org.edgeztp.server.bundle;

import org.jspecify.annotations.NullMarked;
