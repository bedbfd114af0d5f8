/**
 * {@code ztp preflight}: looks at a host and its network before the server serves them.
 *
 * <p>Each check reads facts and hands them to a pure function that makes a {@link
 * org.edgeztp.server.preflight.Finding} of them. A new check is one file and one line in {@code
 * Preflight}; start there.
 */
@NullMarked
package org.edgeztp.server.preflight;

import org.jspecify.annotations.NullMarked;
