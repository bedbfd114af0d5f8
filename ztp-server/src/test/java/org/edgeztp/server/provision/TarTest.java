package org.edgeztp.server.provision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real tar(1), which every machine unpacks with. */
class TarTest {
  @TempDir Path directory;

  @Test
  void isUnpackedByTarAsItWasPacked() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a", bytes(""));
    files.put("block", new byte[512]);
    files.put("umlaut/größe.txt", bytes("größer"));
    for (int length : new int[] {99, 100, 101, 155, 156, 255, 256, 257, 300}) {
      files.put(path(length, 40), bytes("long " + length));
    }
    files.put("n".repeat(180), bytes("no slash to cut at"));
    files.put("d".repeat(170) + "/" + "n".repeat(20), bytes("a slash too late"));
    var tar = new Tar();
    files.forEach((path, content) -> tar.add(path, 0644, content));

    String said = unpack(tar.toBytes());

    assertThat(said).isEmpty();
    for (var file : files.entrySet()) {
      assertThat(out().resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }

  @Test
  void keepsWhoMayExecute() throws Exception {
    var tar = new Tar();
    tar.add("run", 0755, bytes("#!/bin/sh\n"));
    tar.add("read", 0644, bytes(""));
    unpack(tar.toBytes());
    assertThat(out().resolve("run")).isExecutable();
    assertThat(Files.isExecutable(out().resolve("read"))).isFalse();
  }

  @Test
  void givesTheSameBytesForTheSameFiles() throws Exception {
    cookbook("base", "");
    var payload = new Payload(cookbooks(), cookbooks().folder("base"));
    byte[] first = payload.archive(Role.plain("base"), "{}");
    assertThat(payload.archive(Role.plain("base"), "{}")).isEqualTo(first);
  }

  @Test
  void carriesTheFolderOfAScript() throws Exception {
    cookbook("motd", "");
    Files.writeString(directory.resolve("cookbooks/motd/motd.sh"), "true");
    Path push = Files.createDirectory(directory.resolve("push"));
    var role =
        new Role("motd", Role.Kind.SHELL, "motd.sh", List.of(), List.of(), Map.of(), Role.SILENCE);
    unpack(new Payload(cookbooks(), push).archive(role, "{}"));
    assertThat(out().resolve("step")).hasContent("shell cookbooks/motd/motd.sh");
    assertThat(out().resolve("cookbooks/motd/motd.sh")).hasContent("true");
  }

  @Test
  void carriesTheNeededCookbooksAndNoTests() throws Exception {
    cookbook("edge", "depends 'base', '~> 1.0'\n  depends(\"runtime\")\n# depends 'no'\n");
    cookbook("base", "depends 'edge'\n");
    cookbook("runtime", "");
    cookbook("unused", "");
    Path push = directory.resolve("push");
    Files.createDirectories(push.resolve("test"));
    Files.writeString(push.resolve("test/run"), "");
    Files.writeString(push.resolve("converge"), "");
    Files.createSymbolicLink(push.resolve("link"), Path.of("/etc/hostname"));

    unpack(new Payload(cookbooks(), push).archive(Role.plain("edge"), "{}"));

    assertThat(list(out()))
        .containsExactly(
            "cookbooks/base/metadata.rb",
            "cookbooks/edge/metadata.rb",
            "cookbooks/runtime/metadata.rb",
            "node.json",
            "push/converge");
  }

  private Cookbooks cookbooks() {
    return new Cookbooks(directory.resolve("cookbooks"));
  }

  private void cookbook(String name, String metadata) throws Exception {
    Path folder = Files.createDirectories(cookbooks().folder(name));
    Files.writeString(folder.resolve("metadata.rb"), metadata);
  }

  private Path out() {
    return directory.resolve("out");
  }

  private String unpack(byte[] archive) throws Exception {
    Path target = Files.createDirectories(out());
    Process tar =
        new ProcessBuilder("tar", "-x", "-f", "-", "-C", target.toString())
            .redirectErrorStream(true)
            .start();
    try (var in = tar.getOutputStream()) {
      in.write(archive);
    }
    String said = new String(tar.getInputStream().readAllBytes(), UTF_8);
    assertThat(tar.waitFor()).isZero();
    return said;
  }

  private static List<String> list(Path root) throws Exception {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static String path(int length, int part) {
    var path = new StringBuilder("p" + length);
    while (path.length() < length) {
      path.append(path.length() % part == part - 1 && path.length() < length - 1 ? '/' : 'x');
    }
    return path.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
