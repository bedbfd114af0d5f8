package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is carried to a machine for one run, as a tar archive. It is held in memory: cookbooks are
 * text, and what is large comes from the package mirror.
 */
record Payload(Cookbooks cookbooks, Path push) {
  private static final Set<String> LEFT_OUT = Set.of("test", "spec");

  /**
   * @param role whose cookbook is carried, with its dependencies; or the folder of its script
   * @throws IOException when a cookbook is missing or a file cannot be read
   */
  byte[] archive(Role role, String nodeJson) throws IOException {
    var tar = new Tar();
    tar.add("node.json", 0600, nodeJson.getBytes(StandardCharsets.UTF_8));
    addFolder(tar, "push", push);
    tar.addFolder("cookbooks/");
    if (role.kind() != Role.Kind.CHEF) {
      addFile(tar, role);
      return tar.toBytes();
    }
    for (String name : cookbooks.withDependencies(List.of(role.cookbook()))) {
      addFolder(tar, "cookbooks/" + name, cookbooks.folder(name));
    }
    return tar.toBytes();
  }

  private void addFile(Tar tar, Role role) throws IOException {
    Path folder = cookbooks.folder(role.cookbook());
    if (!Files.isRegularFile(folder.resolve(role.file()))) {
      throw new IOException(
          "the role " + role.name() + " names " + role.file() + ", which its folder has not");
    }
    String step =
        "%s cookbooks/%s/%s\n"
            .formatted(role.kind().name().toLowerCase(Locale.ROOT), role.cookbook(), role.file());
    tar.add("step", 0600, step.getBytes(StandardCharsets.UTF_8));
    addFolder(tar, "cookbooks/" + role.cookbook(), folder);
  }

  /** Plain files only: a link could lead out of the folder. */
  private static void addFolder(Tar tar, String name, Path folder) throws IOException {
    List<Path> files;
    try (var found = Files.walk(folder)) {
      files =
          found
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !LEFT_OUT.contains(folder.relativize(file).getName(0).toString()))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      String path = name + "/" + folder.relativize(file);
      tar.add(path, Files.isExecutable(file) ? 0755 : 0644, Files.readAllBytes(file));
    }
  }
}
