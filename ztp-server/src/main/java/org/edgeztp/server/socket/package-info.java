/**
 * Sockets of the C library on 64-bit Linux, for what the JDK's own cannot do: one interface, raw
 * protocols, frames, many datagrams with one call.
 *
 * <p>The only place that calls into native code. It knows no protocol and depends on {@code
 * java.lang.foreign} alone. Start at {@link org.edgeztp.server.socket.NativeSocket}.
 */
@NullMarked
package org.edgeztp.server.socket;

import org.jspecify.annotations.NullMarked;
