package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewerClassesTest {
  @TempDir private Path folder;

  /** All of them pass the newer verifier, which reads the types that the copy says. */
  @Test
  void everyClassOfTheParserStillLoads() throws Exception {
    Path copy = folder.resolve("parser.jar");
    URI library =
        URI.create(
            CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toString());
    NewerClasses.copy(Path.of(library), copy, CommandLine.class.getClassLoader());
    try (var zip = new ZipFile(copy.toFile());
        var loader =
            new URLClassLoader(
                new URL[] {copy.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (ZipEntry entry : zip.stream().filter(NewerClassesTest::isClass).toList()) {
        assertThat(version(zip, entry)).as(entry.getName()).isEqualTo(52);
        String name = entry.getName().replace(".class", "").replace('/', '.');
        assertThat(Class.forName(name, !name.contains("groovy"), loader).getClassLoader())
            .isSameAs(loader);
      }
    }
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().startsWith("picocli/") && entry.getName().endsWith(".class");
  }

  private static int version(ZipFile zip, ZipEntry entry) throws Exception {
    try (var bytes = new DataInputStream(zip.getInputStream(entry))) {
      bytes.skipBytes(6);
      return bytes.readUnsignedShort();
    }
  }
}
