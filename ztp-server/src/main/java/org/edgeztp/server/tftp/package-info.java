/**
 * The TFTP room: read requests answered with the boot programs, RFC 1350, 2347, 2348, 2349 and
 * 7440.
 *
 * <p>It knows nothing of machines or states: {@link org.edgeztp.server.tftp.BootFiles} says what
 * may be read, {@link org.edgeztp.server.tftp.TransferLog} hears what became of it. Start at {@link
 * org.edgeztp.server.tftp.TftpServer}; what is sent when is decided in {@code Decision} alone.
 */
@NullMarked
package org.edgeztp.server.tftp;

import org.jspecify.annotations.NullMarked;
