/**
 * The log of installers, as switches send it: ONIE sends its own to the log server that DHCP names.
 *
 * <p>A codec that takes every dialect ({@link org.edgeztp.server.syslog.SyslogCodec}), a decision
 * what to keep of it ({@link org.edgeztp.server.syslog.LogBatches}), and a loop around them ({@link
 * org.edgeztp.server.syslog.SyslogServer}). Depends on none of our rooms.
 */
@NullMarked
package org.edgeztp.server.syslog;

import org.jspecify.annotations.NullMarked;
