package org.edgeztp.server.repository;

/** What became of a request to the mirror; each request has one. */
public enum Result {
  /** Sent from the disk, or from a fetch that somebody else had started. */
  HIT,
  /** Sent from the disk after the upstream called it current. */
  REVALIDATED,
  /** Fetched from the upstream. */
  MISS,
  /** Sent from the disk as it was, because the upstream failed. */
  STALE,
  /** The upstream has no such file. */
  ABSENT,
  /** No upstream is asked, and the file is not here. */
  MISSING,
  /** Not a request this mirror takes: method, path, range or archive. */
  REFUSED,
  /** The file could not be had. */
  FAILED,
  /** The file broke off under way. */
  CUT_OFF;

  static Result of(MirrorFault.Kind kind) {
    return switch (kind) {
      case REFUSED -> REFUSED;
      case ABSENT -> ABSENT;
      case MISSING -> MISSING;
      case STALE -> STALE;
      case FAILED -> FAILED;
      case CUT_OFF -> CUT_OFF;
    };
  }
}
