/**
 * The lab: the real server and real machines (QEMU) on a private network of this host, for people
 * who want to see it and for the tests that prove it.
 *
 * <p>Needs root and Linux. Uses the server only as any operator does: a configuration file and the
 * API. Start at {@link org.edgeztp.server.lab.Lab}.
 */
@NullMarked
package org.edgeztp.server.lab;

import org.jspecify.annotations.NullMarked;
