package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every template with the text it becomes, one test per file. {@code -Dgolden.update=true} rewrites
 * the goldens and fails once.
 */
class GoldenTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/org/edgeztp/assets");
  private static final Path GOLDENS = Path.of("src/test/resources/org/edgeztp/assets");
  private static final Templates TEXTS = new Templates();

  private static final String MAC = "52:54:00:77:00:01";
  private static final String RUN = "http://10.0.0.1/run/m-0123456789.1.1.t";

  static final InstallImage INSTALL =
      new InstallImage(
          92_563_309,
          "e7db8e0486e0efe7c019794e042397475659acccb26f9be16b5539be3f266fcc",
          Layouts.WHOLE_DISK,
          "edge1.lab",
          "net.ifnames=0",
          "trixie",
          "http://10.0.0.1/mirror",
          false,
          List.of("ssh-ed25519 AAAAC3Nza one's key", "ssh-ed25519 AAAAC3Nzb other"),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  private static final RamdiskScript RAMDISK =
      new RamdiskScript("http://10.0.0.1", "/run/t", MAC, false, "the machine is new");

  /** Included by others, and never sent alone. */
  private static final Set<String> PARTS =
      Set.of(
          "grub/localdisk.cfg",
          "task/disks.sh",
          "task/file-systems.sh",
          "task/hardware.sh",
          "task/json.sh",
          "task/system.sh");

  static final Installation INSTALLATION =
      new Installation(
          "http://10.0.0.1/run/t",
          MAC,
          "edge1.lab",
          "isolcpus=2-3",
          Optional.of("trixie"),
          "http://10.0.0.1/mirror",
          Optional.of("debian"),
          List.of("ssh-ed25519 AAAAC3Nza the push engine's"),
          "ops",
          List.of("ssh-ed25519 AAAAC3Nzb ada \"a\"", "ssh-ed25519 AAAAC3Nzc b: {c} # $(d)"),
          List.of("10.0.0.1", "10.0.0.2"),
          true,
          false);

  private static final Map<String, Supplier<String>> CASES = cases();

  private static Map<String, Supplier<String>> cases() {
    Map<String, Supplier<String>> cases = new HashMap<>();
    cases.put("ipxe/ramdisk.ipxe", () -> TEXTS.ramdiskScript(RAMDISK));
    cases.put("ipxe/autoexec.ipxe", () -> TEXTS.autoexecScript("http://10.0.0.1"));
    cases.put("grub/ramdisk.cfg", () -> TEXTS.ramdiskGrub(RAMDISK));
    cases.put("grub/installer.cfg", () -> TEXTS.installerGrub("the machine is to be installed"));
    cases.put("grub/disk.cfg", () -> TEXTS.localDiskGrub("the machine is in service"));
    cases.put(
        "grub/refused.cfg",
        () -> TEXTS.refusedGrub(new RefusedScript(MAC, "the machine is retired")));
    cases.put(
        "ipxe/localdisk.ipxe",
        () ->
            TEXTS.localDiskScript(
                new LocalDiskScript("http://10.0.0.1/", "the machine is in service")));
    cases.put(
        "ipxe/refused.ipxe",
        () -> TEXTS.refusedScript(new RefusedScript(MAC, "the machine is retired")));
    cases.put("ipxe/installer.ipxe", () -> installerScript(InstallerKind.PRESEED));
    for (InstallerKind kind : InstallerKind.values()) {
      cases.put(kind.arguments(), () -> argumentsIn(installerScript(kind)));
    }
    for (AnswerFile file : AnswerFile.values()) {
      cases.put(file.template(), () -> TEXTS.answer(file, INSTALLATION));
    }
    cases.put("task/inspect.sh", TEXTS::inspectTask);
    cases.put("task/tell-hardware.sh", TEXTS::tellHardware);
    cases.put("task/install-image.sh", () -> TEXTS.installImageTask(INSTALL));
    cases.put("task/test.sh", () -> TEXTS.testTask(new TestHardware(30, "sample", 900)));
    cases.put("task/restart.sh", TEXTS::restartTask);
    cases.put(
        "task/wipe.sh",
        () ->
            TEXTS.wipeTask(
                new Wipe(List.of("S2", "/dev/vdb"), List.of("old data", "it's"), false)));
    cases.put("task/rescue.sh", () -> TEXTS.rescueTask(INSTALL.authorizedKeys()));
    cases.put(
        "switch/installer.sh",
        () ->
            TEXTS.switchInstaller(
                new SwitchInstaller(RUN, "sonic-202311", 1_234_567_890, INSTALL.imageSha256())));
    cases.put(
        "switch/ztp.json",
        () -> TEXTS.sonicProvisioning(new SwitchSetup(RUN, "leaf-tw1", true, true)));
    cases.put(
        "switch/provision.sh",
        () -> TEXTS.switchProvisioning(new SwitchSetup(RUN, "leaf-tw1", true, true)));
    return cases;
  }

  private static String installerScript(InstallerKind kind) {
    return TEXTS.installerScript(kind, INSTALLATION, "the machine is to be installed");
  }

  private static String argumentsIn(String script) {
    return script.replaceAll("(?s).* initrd=initrd (.*?) \\|\\|.*", "$1\n");
  }

  @TestFactory
  Stream<DynamicTest> becomesItsGolden() throws IOException {
    var names = new TreeSet<>(CASES.keySet());
    names.addAll(filesIn(TEMPLATES, ""));
    names.removeAll(PARTS);
    names.addAll(filesIn(GOLDENS, ".expected"));
    return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private static void check(String name) throws IOException {
    assertThat(TEMPLATES.resolve(name)).as("template").exists();
    Supplier<String> values = CASES.get(name);
    if (values == null) {
      throw new AssertionError("no values to render " + name + " with");
    }
    String text = values.get();
    Path golden = GOLDENS.resolve(name + ".expected");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
      fail("rewrote " + golden);
    }
    assertThat(golden).as("golden").exists();
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  private static List<String> filesIn(Path folder, String ending) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .toList();
    }
  }
}
