package org.edgeztp.server.http;

import java.util.List;
import java.util.Optional;
import org.edgeztp.assets.AnswerFile;
import org.edgeztp.server.boot.Access;

/**
 * What a path below {@code /run/} asks for.
 *
 * @param token as it was shown
 * @param name of the file, where the part has several; else empty
 */
record Asked(String token, Access.Part part, String name) {
  private static final String FILE = "file";

  /** The meaning of {@code TOKEN/PART}, {@code TOKEN/ANSWER} or {@code TOKEN/file/NAME}. */
  static Optional<Asked> of(String path) {
    List<String> words = List.of(path.split("/", -1));
    if (words.size() == 3 && words.get(1).equals(FILE)) {
      return Optional.of(new Asked(words.getFirst(), Access.Part.FILE, words.get(2)));
    }
    return words.size() == 2
        ? part(words.get(1)).map(part -> new Asked(words.getFirst(), part, words.get(1)))
        : Optional.empty();
  }

  private static Optional<Access.Part> part(String name) {
    if (AnswerFile.named(name).isPresent()) {
      return Optional.of(Access.Part.ANSWER);
    }
    return Access.Part.named(name);
  }
}
