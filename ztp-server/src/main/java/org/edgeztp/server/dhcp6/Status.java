package org.edgeztp.server.dhcp6;

/** What option 13 says (RFC 8415 section 21.13). */
enum Status {
  SUCCESS(0),
  NO_ADDRESS(2),
  NOT_ON_LINK(4);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  short code() {
    return (short) code;
  }
}
