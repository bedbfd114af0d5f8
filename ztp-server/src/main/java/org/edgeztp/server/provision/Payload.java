package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What is carried to a machine for one run, as a tar archive. It is held in memory: cookbooks are
 * text, and what is large comes from the package mirror.
 */
record Payload(Cookbooks cookbooks, Path push) {
  private static final Set<String> LEFT_OUT = Set.of("test", "spec");

  /**
   * @param roles the cookbooks of the roles; their dependencies come along
   * @throws IOException when a cookbook is missing or a file cannot be read
   */
  byte[] archive(List<String> roles, String nodeJson) throws IOException {
    var tar = new Tar();
    tar.add("node.json", 0600, nodeJson.getBytes(StandardCharsets.UTF_8));
    addFolder(tar, "push", push);
    tar.addFolder("cookbooks/");
    for (String name : cookbooks.withDependencies(roles)) {
      addFolder(tar, "cookbooks/" + name, cookbooks.folder(name));
    }
    return tar.toBytes();
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
