package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Admission;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.boot.Ramdisk;
import org.edgeztp.server.boot.Stock;
import org.edgeztp.server.boot.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A vendor's installer in conversation with the device plane over real HTTP, on the loopback. */
class InstallerPlaneTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  private static final String INSTALLED =
      "host_key=ssh-ed25519+AAAAC3NzaC1lZDI1NTE5AAAAIAAA&root_disk=%2Fdev%2Fvda&seconds=300";

  private String kernelFor = "amd64";

  @TempDir private Path folder;
  private final Tokens tokens = new Tokens(new byte[32]);
  private Inventory inventory = inventory(Profile.Installer.PRESEED);
  private Optional<Loopback> plane = Optional.empty();

  @AfterEach
  void close() {
    plane.ifPresent(Loopback::close);
  }

  @Test
  void aMachineInTheRamdiskStartsOverIntoItsInstaller() throws Exception {
    serve(Profile.Installer.PRESEED);
    assertThat(plane().get("/run/" + token() + "/task").body())
        .contains("starting over", "reboot -f");
    assertThat(now().state()).isEqualTo(State.BOOTING);
  }

  @Test
  void anInstallerOfAnotherArchitectureIsNotSent() throws Exception {
    serve(Profile.Installer.PRESEED, Architecture.ARM64_UEFI);

    assertThat(plane().get("/boot/52-54-00-77-00-01.ipxe").body()).doesNotContain("/file/kernel");
    assertThat(now().state()).isEqualTo(State.FAILED);
    assertThat(now().failure().orElseThrow().cause())
        .endsWith("profile p boots 'os', whose kernel is for amd64, and this machine is arm64");
  }

  @Test
  void anInstallerWhoseContainersDoNotRunThereIsNotSent() throws Exception {
    kernelFor = "arm64";
    serve(Profile.Installer.PRESEED, Architecture.ARM64_UEFI);

    assertThat(plane().get("/boot/52-54-00-77-00-01.ipxe").body()).doesNotContain("/file/kernel");
    assertThat(now().failure().orElseThrow().cause()).endsWith("profile p names an image");
  }

  @Test
  void takesDebiansInstallerFromItsKernelToInstalled() throws Exception {
    serve(Profile.Installer.PRESEED);
    String run = "/run/" + token();
    assertThat(plane().get("/boot/52-54-00-77-00-01.ipxe").body())
        .startsWith("#!ipxe")
        .contains("kernel " + plane().base() + run + "/file/kernel initrd=initrd auto=true")
        .contains("url=" + plane().base() + run + "/preseed.cfg");
    assertThat(plane().get(run + "/file/kernel").body()).isEqualTo("a kernel");
    assertThat(plane().get(run + "/preseed.cfg").body()).contains(run + "/hooks");
    assertThat(plane().get(run + "/hooks").body()).contains("started()");
    assertThat(now().state())
        .as("a file that was fetched uses nothing up")
        .isEqualTo(State.BOOTING);
    assertThat(plane().post(run + "/started", "").statusCode()).isEqualTo(204);
    assertThat(plane().post(run + "/started", "").statusCode()).isEqualTo(409);
    assertThat(plane().get(run + "/preseed.cfg").statusCode()).as("asked for twice").isEqualTo(200);
    assertThat(plane().post(run + "/progress", "step=partman-base").statusCode()).isEqualTo(204);
    assertThat(texts()).contains("partman-base");
    assertThat(plane().post(run + "/installed", INSTALLED).statusCode()).isEqualTo(204);
    assertThat(now().state()).isEqualTo(State.INSTALLED);
    assertThat(plane().get(run + "/preseed.cfg").statusCode()).as("after its run").isEqualTo(410);
    assertThat(plane().get(run + "/file/initrd").statusCode()).isEqualTo(410);
    assertThat(plane().get("/boot/52-54-00-77-00-01.ipxe").body())
        .contains("exit")
        .doesNotContain("/run/");
  }

  @ParameterizedTest
  @CsvSource({
    "PRESEED,     preseed.cfg, ks.cfg",
    "AUTOINSTALL, user-data,   preseed.cfg",
    "AUTOINSTALL, meta-data,   config.ign",
    "KICKSTART,   ks.cfg,      user-data",
    "IGNITION,    config.ign,  hooks.sh",
    "IGNITION,    disk.ign,    ks.cfg",
    "RAMDISK,     hooks,       preseed.cfg"
  })
  void givesEachInstallerItsOwnAnswersOnly(Profile.Installer installer, String own, String another)
      throws Exception {
    serve(installer);
    String run = "/run/" + token() + "/";
    assertThat(plane().get(run + own).statusCode()).isEqualTo(200);
    assertThat(plane().get(run + another).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"file/manifest.json", "file/other", "file/..", "file/%2e%2e%2fsecret", "file/"})
  void givesNoFileThatWasNotAdded(String path) throws Exception {
    serve(Profile.Installer.PRESEED);
    Files.writeString(folder.resolve("secret"), "secret");
    HttpResponse<String> answer = plane().get("/run/" + token() + "/" + path);
    assertThat(answer.statusCode()).isBetween(400, 410);
    assertThat(answer.body()).doesNotContain("sha256").isNotEqualTo("secret");
  }

  @Test
  void aTokenOfAnotherBootGetsNoAnswers() throws Exception {
    serve(Profile.Installer.KICKSTART);
    String old = "/run/" + token() + "/";
    plane().post(old + "started", "");
    inventory.apply(now(), new Event.InstallerRestarted(2));
    assertThat(plane().get(old + "ks.cfg").statusCode()).isEqualTo(410);
    assertThat(plane().get("/run/" + token() + "/ks.cfg").statusCode()).isEqualTo(200);
  }

  @Test
  void aSystemThatRunsFromMemoryIsInstalledWhenItSaysSo() throws Exception {
    serve(Profile.Installer.RAMDISK);
    String run = "/run/" + token();
    assertThat(plane().get("/boot/52-54-00-77-00-01.ipxe").body())
        .contains("ztp.url=" + plane().base() + run);
    plane().post(run + "/started", "");
    plane().post(run + "/installed", INSTALLED.replace("%2Fdev%2Fvda", "memory"));
    assertThat(now().state()).isEqualTo(State.INSTALLED);
    assertThat(texts()).contains("the operating system runs from memory after 300 s");
  }

  private void serve(Profile.Installer installer) throws Exception {
    serve(installer, Architecture.X86_BIOS);
  }

  private void serve(Profile.Installer installer, Architecture architecture) throws Exception {
    inventory = inventory(installer);
    Path added = Files.createDirectories(folder.resolve("added/os"));
    Files.writeString(added.resolve("kernel"), "a kernel");
    Files.writeString(added.resolve("initrd"), "an initrd");
    Files.writeString(added.resolve("manifest.json"), "sha256");
    var content = new Manifest.Content(8, "0".repeat(64));
    var bootable =
        new Bootable(
            Map.of("kernel", content, "initrd", content),
            Optional.of("trixie"),
            Optional.of("os"),
            Optional.of(kernelFor));
    var manifest = new Manifest(Instant.EPOCH, "trixie", Map.of(), Map.of());
    var intake = new Intake(inventory, Admission.ofSite(1));
    var boot =
        new Boot(
            inventory,
            intake,
            tokens,
            new Stock(EnumSet.allOf(BootFile.class), EnumSet.allOf(Ramdisk.class)),
            "lab");
    var site =
        new Site(
            "ssh-ed25519 AAAA push",
            "ops",
            List.of(),
            _ -> List.of(),
            () -> false,
            (profile, own) ->
                own.equals("amd64")
                    ? Optional.empty()
                    : Optional.of("profile %s names an image".formatted(profile.name())));
    var installations =
        new Installations(inventory, new Templates(), () -> Map.of("os", bootable), site);
    plane =
        Optional.of(
            new Loopback(
                DevicePlane.handler(
                    boot,
                    inventory,
                    tokens,
                    () ->
                        new Served(
                            folder, manifest, folder.resolve("added"), Map.of("os", bootable)),
                    site,
                    new Scripts(boot, inventory, new Templates(), installations),
                    installations,
                    new SwitchScripts(inventory, tokens, () -> Map.of("os", bootable)),
                    _ -> Optional.empty(),
                    new Loopback.NoMirror(),
                    (_, _, _) -> {})));
    var client = new Client(MAC, Optional.empty(), Firmware.IPXE, architecture);
    boot.target(client, Optional.of(InetAddress.ofLiteral("127.0.0.1")));
    inventory.apply(now(), new Event.Inspect("a test"));
    inventory.apply(
        now(),
        new Event.HardwareReported(
            HardwareReport.parse("{\"cpus\": 1, \"memoryBytes\": 1}").hardware()));
    inventory.apply(now(), new Event.Assigned("p", "edge1", "a test"));
    intake.admit(now());
  }

  private static Inventory inventory(Profile.Installer installer) {
    var profile =
        new Profile(
            "p",
            installer,
            "os",
            "edge1",
            List.of(),
            Map.of(),
            "",
            "lab",
            Duration.ofHours(1),
            Duration.ofHours(1));
    return new Inventory(
        new MemoryMachineStore(),
        Policy.of(profile),
        Clock.systemUTC(),
        () -> new MachineId("m-0000000001"));
  }

  private Machine now() {
    return inventory.find(MAC).orElseThrow();
  }

  private Loopback plane() {
    return plane.orElseThrow();
  }

  private String token() {
    return tokens.of(now()).text();
  }

  private List<String> texts() {
    return inventory.timeline(now().id(), 0, 100).stream().map(Entry::text).toList();
  }
}
