/**
 * Reads captured requests out of files that tcpdump and Wireshark write. Depends on nothing of the
 * house, and believes nothing that a file says.
 *
 * <p>Start with {@link org.edgeztp.server.capture.Capture}.
 */
@NullMarked
package org.edgeztp.server.capture;

import org.jspecify.annotations.NullMarked;
