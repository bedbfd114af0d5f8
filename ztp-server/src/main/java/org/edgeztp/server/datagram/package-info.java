/**
 * Datagrams by the hundred: a transport for Apache MINA that takes and sends many with one call of
 * the kernel, and a {@link org.edgeztp.server.datagram.Burst} of equal ones as one.
 *
 * <p>It knows no protocol. Start at {@link org.edgeztp.server.datagram.BatchConnector}; where the
 * kernel cannot be called, MINA's own connector does the same with the filter {@link
 * org.edgeztp.server.datagram.SingleDatagrams}.
 */
@NullMarked
package org.edgeztp.server.datagram;

import org.jspecify.annotations.NullMarked;
