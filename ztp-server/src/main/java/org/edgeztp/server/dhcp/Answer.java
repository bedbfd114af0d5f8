package org.edgeztp.server.dhcp;

import java.net.Inet4Address;

/**
 * A packet to send, in the names of RFC 2131.
 *
 * @param request what it answers: transaction, hardware address and relay are taken from there
 * @param flags the client's, or the broadcast flag for a NAK through a relay
 * @param siaddr where to boot from, or 0.0.0.0
 * @param sname at most 63 characters
 * @param file at most 127 characters
 */
record Answer(
    DhcpRequest request,
    int flags,
    Inet4Address ciaddr,
    Inet4Address yiaddr,
    Inet4Address siaddr,
    String sname,
    String file,
    Options options,
    Destination destination) {
  /** The file or URL that the client is told to boot; empty when it is told none. */
  String boots() {
    return file.isEmpty() ? options.text(OptionCode.BOOT_FILE).orElse("") : file;
  }
}
