package org.edgeztp.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ztp assets add} writes is what the server reads. */
class AddTest {
  @TempDir private Path folder;

  static Stream<Arguments> added() {
    return Stream.of(
        arguments("--kernel FILE --initrd FILE --suite trixie", List.of("initrd", "kernel")),
        arguments(
            "--kernel FILE --initrd FILE --file rootfs=FILE",
            List.of("initrd", "kernel", "rootfs")),
        arguments("--onie-installer FILE", List.of(Bootable.ONIE_INSTALLER)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("added")
  void isReadAsItWasAdded(String arguments, List<String> files) throws Exception {
    assertThat(add(arguments)).contains("profiles name it with: image: some");
    assertThat(added("some").files()).containsOnlyKeys(files);
    assertThat(added("some").files().values())
        .containsOnly(
            new Manifest.Content(
                3, "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"));
  }

  @Test
  void needsSomethingToStartAMachineWith() throws Exception {
    assertThat(add("--kernel FILE"))
        .contains("it needs --kernel and --initrd, --onie-installer, or --disk-image");
    assertThat(Bootable.readAll(folder.resolve("added"))).isEqualTo(Map.of());
  }

  @Test
  void namesAFileThatIsNotThere() throws Exception {
    assertThat(add("--kernel FILE --initrd " + folder.resolve("initrd")))
        .contains(folder.resolve("initrd") + " is no file")
        .doesNotContain("install:");
    assertThat(folder.resolve("added")).doesNotExist();
  }

  @Test
  void listsWhatWasAddedAndSaysWhereThereIsNothing() throws Exception {
    String here = Files.createDirectory(folder.resolve("added")).toString();
    assertThat(run(List.of("./list.sh", here))).contains("nothing was added to " + here);
    add("--kernel FILE --initrd FILE");
    assertThat(run(List.of("./list.sh", here))).startsWith("some").contains("whole");
    assertThat(run(List.of("./list.sh", "--to", here))).contains("unknown argument --to");
    assertThat(run(List.of("./list.sh", here + "/none"))).contains("none is no folder");
  }

  @Test
  void onlyOnieInstallsWithoutAKernel() throws Exception {
    add("--onie-installer FILE");
    Bootable some = added("some");
    assertThat(InstallerKind.values())
        .allSatisfy(kind -> assertThat(kind.lackOf(some)).contains("a --kernel and an --initrd"));
  }

  private Bootable added(String name) throws IOException {
    return requireNonNull(Bootable.readAll(folder.resolve("added")).get(name), name);
  }

  private String add(String arguments) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("file"), "foo");
    List<String> command = new ArrayList<>(List.of("./add.sh", "some"));
    command.addAll(Arrays.asList(arguments.replace("FILE", file.toString()).split(" ")));
    command.addAll(List.of("--to", folder.resolve("added").toString()));
    return run(command);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
