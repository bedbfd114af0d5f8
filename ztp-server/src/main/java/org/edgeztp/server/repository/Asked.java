package org.edgeztp.server.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the path of a request asks the mirror for. */
sealed interface Asked permits MirrorPath, Asked.Malformed, Asked.Folder {
  /** A path that no archive has, or that tries to leave it. */
  record Malformed(String why) implements Asked {}

  /** Archives are read by index files, so folders are not shown. */
  record Folder(String why) implements Asked {}

  /** Below this lies everything the mirror answers. */
  String PREFIX = "/mirror/";

  Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_+~:=@,-][A-Za-z0-9._+~:=@,-]*");

  /** What Anaconda reads first of a tree: where its own second stage lies in there. */
  String TREE = ".treeinfo";

  Pattern HIDDEN_SYNTAX = Pattern.compile("(?i).*%(2e|2f|5c|00|25).*");
  Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  /** Below the 255 bytes that file systems allow for one name. */
  int LONGEST_SEGMENT = 200;

  int LONGEST_PATH = 1000;

  /**
   * Reads the path of a request as it was sent, before anybody decoded it.
   *
   * @param raw starts with {@link #PREFIX}, or the answer is {@link Malformed}
   */
  static Asked parse(String raw) {
    if (!raw.startsWith(PREFIX)) {
      return new Malformed("the path does not start with " + PREFIX);
    }
    if (raw.length() > LONGEST_PATH) {
      return new Malformed("the path is longer than " + LONGEST_PATH + " characters");
    }
    if (HIDDEN_SYNTAX.matcher(raw).matches()) {
      return new Malformed("the path has an encoded dot, slash or percent sign");
    }
    String[] segments = raw.substring(PREFIX.length()).split("/", -1);
    List<String> decoded = new ArrayList<>();
    for (int i = 0; i < segments.length; i++) {
      String segment = decode(segments[i]);
      boolean endsWithSlash = segment.isEmpty() && i == segments.length - 1;
      boolean isTree = segments[i].equals(TREE) && i > 0 && i == segments.length - 1;
      if (!endsWithSlash && !isTree && !isSegment(segment)) {
        return new Malformed(
            "part " + (i + 1) + " of the path is not a name a package archive uses");
      }
      decoded.add(segment);
    }
    if (decoded.size() < 2 || decoded.getLast().isEmpty()) {
      return new Folder("this is a folder, and the mirror lists no folders");
    }
    String name = decoded.getFirst();
    return MirrorPath.isName(name)
        ? new MirrorPath(name, String.join("/", decoded.subList(1, decoded.size())))
        : new Malformed("the archive's name has odd characters");
  }

  private static boolean isSegment(String segment) {
    return segment.length() <= LONGEST_SEGMENT && SEGMENT.matcher(segment).matches();
  }

  private static String decode(String segment) {
    return ESCAPE
        .matcher(segment)
        .replaceAll(hex -> quote((char) Integer.parseInt(hex.group(1), 16)));
  }

  private static String quote(char decoded) {
    return decoded == '$' || decoded == '\\' ? "\\" + decoded : String.valueOf(decoded);
  }
}
