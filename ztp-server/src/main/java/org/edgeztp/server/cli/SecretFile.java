package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a person gives a secret in, as command lines are seen by everybody. */
final class SecretFile {
  private static final Path STANDARD_INPUT = Path.of("-");

  private SecretFile() {}

  /**
   * Reads its first line; {@code -} is the standard input.
   *
   * @throws IOException that names the file, when it cannot be read or has none
   */
  static String firstLine(Path file) throws IOException {
    String line = whole(file).lines().findFirst().orElse("").strip();
    if (line.isEmpty()) {
      throw new IOException(
          file.equals(STANDARD_INPUT)
              ? "the standard input has no secret in its first line"
              : file + " has no secret in its first line");
    }
    return line;
  }

  /** All of it, as a key has many lines, without the end of the last. */
  static String whole(Path file) throws IOException {
    try {
      String text =
          file.equals(STANDARD_INPUT)
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(file);
      return text.stripTrailing();
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot read the secret in " + file, e);
    }
  }
}
