package org.edgeztp.server.tftp;

import java.util.ArrayList;
import java.util.List;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;

/** What a read request must fulfil before anybody is asked for the file. */
sealed interface RequestCheck {
  /** A clean path, as {@link BootFiles#open} promises it. */
  record Passed(String path) implements RequestCheck {}

  record Refused(TftpError code, String reason) implements RequestCheck {}

  static RequestCheck of(ReadRequest request) {
    if (!request.mode().equals("octet")) {
      return new Refused(
          TftpError.ILLEGAL_OPERATION,
          "mode '%s' is not served, it would change the file; ask in mode octet (binary)"
              .formatted(printable(request.mode())));
    }
    if (request.path().chars().anyMatch(Character::isISOControl)) {
      return new Refused(TftpError.ACCESS_VIOLATION, "the file name has control characters in it");
    }
    // Firmware that was made for Windows servers separates with backslashes.
    List<String> segments = new ArrayList<>();
    for (String segment : request.path().replace('\\', '/').split("/", -1)) {
      if (segment.equals("..")) {
        return new Refused(
            TftpError.ACCESS_VIOLATION,
            "the file name has '..' in it; files are named from the root");
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return segments.isEmpty()
        ? new Refused(TftpError.FILE_NOT_FOUND, "the request names no file")
        : new Passed(String.join("/", segments));
  }

  /** The text with control characters replaced, fit for a log and for a console. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "?");
  }
}
