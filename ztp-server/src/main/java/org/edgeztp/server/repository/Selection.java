package org.edgeztp.server.repository;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Which bytes of a file a request wants: RFC 9110 sections 13 and 14, with one range at most. */
sealed interface Selection {
  /** The asker has the file already. */
  record Unchanged() implements Selection {}

  record Whole() implements Selection {}

  /**
   * Some of the bytes.
   *
   * @param from the first byte, from 0
   * @param length in bytes, at least 1
   */
  record Slice(long from, long length) implements Selection {}

  /** The range starts behind the end of the file. */
  record Beyond() implements Selection {}

  /** 18 digits fit a long. */
  Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Decides. A range that cannot be read, or that names several parts, asks for everything.
   *
   * @param ranges whether the method has any: GET alone does
   */
  static Selection of(boolean ranges, HttpFields asked, Head head) {
    if (isKnown(asked, head)) {
      return new Unchanged();
    }
    String range = asked.get(HttpHeader.RANGE);
    return ranges && range != null && rangeStillHolds(asked, head)
        ? slice(range.strip(), head.length())
        : new Whole();
  }

  private static boolean isKnown(HttpFields asked, Head head) {
    String tags = asked.get(HttpHeader.IF_NONE_MATCH);
    if (tags != null) {
      return Arrays.stream(tags.split(",", -1))
          .map(String::strip)
          .anyMatch(tag ->
              tag.equals("*")
                  || head.etag().map(Selection::opaque).equals(Optional.of(opaque(tag))));
    }
    Optional<Instant> since = HttpDate.parse(asked.get(HttpHeader.IF_MODIFIED_SINCE));
    return since.isPresent()
        && head.lastModified().filter(at -> !at.isAfter(since.get())).isPresent();
  }

  /** The tag without its weakness: If-None-Match compares weakly. */
  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static boolean rangeStillHolds(HttpFields asked, Head head) {
    String condition = asked.get(HttpHeader.IF_RANGE);
    return condition == null
        || head.strongTag().filter(condition.strip()::equals).isPresent()
        || (head.lastModified().isPresent()
            && HttpDate.parse(condition).equals(head.lastModified()));
  }

  private static Selection slice(String range, long length) {
    Matcher parts = RANGE.matcher(range);
    if (!parts.matches() || range.equals("bytes=-")) {
      return new Whole();
    }
    if (parts.group(1).isEmpty()) {
      long tail = Math.min(Long.parseLong(parts.group(2)), length);
      return tail == 0 ? new Beyond() : new Slice(length - tail, tail);
    }
    long from = Long.parseLong(parts.group(1));
    long to = parts.group(2).isEmpty() ? length - 1 : Long.parseLong(parts.group(2));
    if (from >= length) {
      return new Beyond();
    }
    return to < from ? new Whole() : new Slice(from, Math.min(to, length - 1) - from + 1);
  }
}
