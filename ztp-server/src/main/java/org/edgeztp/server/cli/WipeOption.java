package org.edgeztp.server.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a wipe takes. */
final class WipeOption {
  @Option(
      names = "--disk",
      paramLabel = "DISK",
      description = "A disk by name, serial number or WWN, instead; repeat it for several")
  private List<String> disks = List.of();

  @Option(
      names = "--confirm",
      paramLabel = "LABEL",
      description = "Wipe what has this label as well; repeat it for several")
  private List<String> confirmed = List.of();

  Map<String, List<String>> told() {
    return Map.of("disks", disks, "confirm", confirmed);
  }
}
