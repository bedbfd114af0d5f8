package org.edgeztp.server.tftp;

/** The error codes of RFC 1350 (appendix, "Error Codes") and of RFC 2347 (code 8). */
public enum TftpError {
  /** The message says what happened. */
  NOT_DEFINED(0),
  FILE_NOT_FOUND(1),
  ACCESS_VIOLATION(2),
  DISK_FULL(3),
  ILLEGAL_OPERATION(4),
  UNKNOWN_TRANSFER(5),
  FILE_EXISTS(6),
  NO_SUCH_USER(7),
  OPTIONS_REFUSED(8);

  private final int code;

  TftpError(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  int code() {
    return code;
  }
}
