/**
 * The device plane over HTTP: boot scripts, everything of a run behind its token, and the package
 * mirror beside them.
 *
 * <p>Machines are small, unauthenticated and on a hostile network; every refusal carries a reason
 * that a person at the console can read. Start at {@link org.edgeztp.server.http.DevicePlane}.
 */
@NullMarked
package org.edgeztp.server.http;

import org.jspecify.annotations.NullMarked;
