package org.edgeztp.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Programs that tests drive: installed, or unpacked beside the system by {@code ./ztp test}. */
public final class Unpacked {
  private static final List<Path> ROOTS =
      List.of(Path.of("/"), Path.of("/var/cache/edgeztp/peers"));

  private Unpacked() {}

  /**
   * The root that has a program.
   *
   * @param program its place below the root, as {@code usr/sbin/sshd}
   */
  public static Optional<Path> root(String program) {
    return ROOTS.stream().filter(root -> Files.isExecutable(root.resolve(program))).findFirst();
  }
}
