package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server's configuration, boot assets and what it installs, and {@code ztp bundle} on it. */
final class BundleSite {
  final Path folder;
  final StringWriter err = new StringWriter();

  /** What the last verb printed. */
  String said = "";

  /** A site whose configuration keeps artifacts there. */
  BundleSite(Path folder, Path artifacts) throws IOException {
    this.folder = folder;
    has("assets/ipxe.efi", "a boot program");
    images("debian-13");
    has(
        "ztp.yaml",
        """
        site: s1
        data: %1$s/data
        assets: %1$s/assets
        installers: %1$s/installers
        cookbooks: %1$s/cookbooks
        repository: {artifacts: %2$s}
        networks:
          - interface: eth1
            address: 10.77.0.1
            subnets:
              - subnet: 10.77.0.0/24
                pools: [10.77.0.50-10.77.0.199]
        """
            .formatted(folder, artifacts));
  }

  /** Has the boot assets have these disk images, each with a list of its packages. */
  void images(String... names) throws IOException {
    for (String name : names) {
      has("assets/" + name + ".ext4.zst", "image " + name);
      has("assets/" + name + ".packages", "of-" + name + " 1 amd64\n");
    }
    has(
        "assets/manifest.json",
        """
        {"built": "2026-11-26T09:00:00Z", "suite": "trixie",
         "files": {"ipxe.efi": %s},
         "images": {%s}}
        """
            .formatted(
                content("assets/ipxe.efi"),
                String.join(",", Stream.of(names).map(name -> uncheckedImage(name)).toList())));
  }

  private String uncheckedImage(String name) {
    String architecture = name.endsWith("-arm64") ? "arm64" : "amd64";
    String content = content("assets/" + name + ".ext4.zst");
    return """
    "%1$s": {"file": "%1$s.ext4.zst", %2$s, "rawSize": 300000, "kernel": "6.12", "architecture": "%3$s"}
    """
        .formatted(name, content.substring(1, content.length() - 1), architecture);
  }

  /** Has something added as {@code ztp assets add} does: {@code more} is of its manifest. */
  void added(String name, String more, String... files) throws IOException {
    for (String file : files) {
      has("installers/" + name + "/" + file, file + " of " + name);
    }
    has(
        "installers/" + name + "/manifest.json",
        "{%s \"files\": {%s}}"
            .formatted(
                more,
                String.join(
                    ",",
                    Stream.of(files)
                        .map(file ->
                            "\"" + file + "\": " + content("installers/" + name + "/" + file))
                        .toList())));
  }

  /** Has a disk image added. */
  void addedDisk(String name) throws IOException {
    has("installers/" + name + "/root.ext4.zst", "disk " + name);
    has("installers/" + name + "/packages", "of-" + name + " 1 amd64\n");
    String content = content("installers/" + name + "/root.ext4.zst");
    has(
        "installers/" + name + "/manifest.json",
        """
        {"image": {"file": "root.ext4.zst", %s, "rawSize": 300000, "kernel": "6.1", "architecture": "amd64",
          "origin": {"suite": "bookworm", "system": "Debian 12", "format": "qcow2"}}}
        """
            .formatted(content.substring(1, content.length() - 1)));
  }

  private String content(String path) {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(path));
      return "{\"size\": %d, \"sha256\": \"%s\"}"
          .formatted(bytes.length, ImageTar.digest(bytes).substring("sha256:".length()));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  String at(String path) {
    return folder.resolve(path).toString();
  }

  /** Makes s1.bundle, with the profiles of site.yaml. */
  int create(String... words) {
    List<String> all = List.of("create", "--config", at("ztp.yaml"), "--site", at("site.yaml"));
    return run(
        Stream.of(all.stream(), Stream.of(words), Stream.of(at("s1.bundle")))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  /** Imports s1.bundle, and tells where it is then. */
  Path unpack() throws IOException {
    assertThat(
            run("import", "--key", at("data/bundle.key.pub"), "--into", at("in"), at("s1.bundle")))
        .as(err.toString())
        .isZero();
    try (Stream<Path> places = Files.list(folder.resolve("in"))) {
      return places.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  int run(String... words) {
    err.getBuffer().setLength(0);
    List<String> arguments = Stream.concat(Stream.of("bundle"), Stream.of(words)).toList();
    PrintStream before = System.out;
    var shown = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shown, true, UTF_8));
    try {
      return Main.commandLine(arguments)
          .setErr(new PrintWriter(err, true))
          .execute(arguments.toArray(String[]::new));
    } finally {
      System.setOut(before);
      said = shown.toString(UTF_8);
    }
  }

  void has(String path, String text) throws IOException {
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }
}
