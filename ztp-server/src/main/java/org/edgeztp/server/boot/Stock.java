package org.edgeztp.server.boot;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeztp.inventory.machine.Architecture;

/** What the boot assets hold of what could be booted. */
public record Stock(Set<BootFile> programs, Set<Ramdisk> ramdisks) {
  public Stock {
    programs = Set.copyOf(programs);
    ramdisks = Set.copyOf(ramdisks);
  }

  /** What there is, by the names of the files. */
  public static Stock of(Set<String> files) {
    return new Stock(
        Arrays.stream(BootFile.values())
            .filter(program -> files.contains(program.fileName()))
            .collect(Collectors.toSet()),
        Arrays.stream(Ramdisk.values())
            .filter(ramdisk -> files.containsAll(Set.of(ramdisk.kernel(), ramdisk.archive())))
            .collect(Collectors.toSet()));
  }

  boolean has(BootFile program) {
    return programs.contains(program);
  }

  boolean hasRamdiskFor(Architecture architecture) {
    return Ramdisk.of(architecture).filter(ramdisks::contains).isPresent();
  }
}
