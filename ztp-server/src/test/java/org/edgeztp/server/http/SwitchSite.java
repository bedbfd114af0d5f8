package org.edgeztp.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Admission;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.boot.Stock;
import org.edgeztp.server.boot.Tokens;

/** A device plane on the loopback, and a switch that is about to be installed from it. */
final class SwitchSite implements AutoCloseable {
  static final MacAddress MAC = new MacAddress("52:54:00:77:00:41");
  static final String NOS = "#!/bin/sh\necho a system is written\n";

  final Inventory inventory;
  final Tokens tokens = new Tokens(new byte[32]);
  final String sha256;
  private final Path folder;
  final Intake intake;
  private final Boot boot;
  private final Loopback plane;

  SwitchSite(Path folder) throws Exception {
    this.folder = folder;
    Path config = Files.writeString(folder.resolve("config.json"), "{\"name\": \"{hostname}\"}");
    Path script = Files.writeString(folder.resolve("script"), "echo {mac} {serial} {address}\n");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(NOS.getBytes(US_ASCII));
    sha256 = HexFormat.of().formatHex(digest);
    Files.createDirectories(folder.resolve("added/sonic"));
    Files.writeString(folder.resolve("added/sonic/switch-installer"), NOS);
    var leaf =
        new Profile(
            "leaf",
            Profile.Installer.ONIE,
            "sonic",
            "leaf-{serial}",
            List.of(),
            Map.of(),
            "",
            "lab",
            Duration.ofMinutes(20),
            Duration.ofMinutes(20),
            Storage.WHOLE_DISK,
            Links.EVERY_CARD,
            List.of(),
            Optional.of(new Profile.Ztp(Optional.of(config), Optional.of(script))),
            Optional.empty(),
            false);
    var rule = new Rule("leaves", "lab", "leaf", Machine.Kind.SWITCH, List.of(), Optional.empty());
    inventory =
        new Inventory(
            new MemoryMachineStore(),
            Policy.of(leaf).with(rule),
            Clock.systemUTC(),
            () -> new MachineId("m-0000000001"));
    intake = new Intake(inventory, Admission.ofSite(1));
    boot = new Boot(inventory, intake, tokens, new Stock(Set.of(), Set.of()), "lab");
    var manifest = new Manifest(Instant.EPOCH, "trixie", Map.of(), Map.of());
    Map<String, Bootable> bootables =
        Map.of(
            "sonic",
            new Bootable(
                Map.of(Bootable.ONIE_INSTALLER, new Manifest.Content(NOS.length(), sha256)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    var site =
        new Site(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA push",
            "ops",
            List.of(),
            _ -> List.of(),
            () -> false,
            (_, _) -> Optional.empty());
    var installations = new Installations(inventory, new Templates(), () -> bootables, site);
    plane =
        new Loopback(
            DevicePlane.handler(
                boot,
                inventory,
                tokens,
                () -> new Served(folder, manifest, folder.resolve("added"), bootables),
                site,
                new Scripts(boot, inventory, new Templates(), installations),
                installations,
                new SwitchScripts(inventory, tokens, () -> bootables),
                address -> inventory.find(MAC).filter(machine -> machine.isAt(address)),
                new Loopback.NoMirror(),
                (_, _, _) -> {}));
  }

  @Override
  public void close() {
    plane.close();
  }

  void discovered() {
    var facts = new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "TW1", "", "");
    boot.target(
        new Client(MAC, Optional.empty(), Firmware.ONIE, Architecture.UNKNOWN, Optional.of(facts)),
        Optional.of(InetAddress.getLoopbackAddress()));
  }

  Path toBeInstalled() throws Exception {
    discovered();
    onie("/onie-installer", "TW1");
    intake.assign(now());
    intake.admit(now());
    return Files.writeString(folder.resolve("installer"), onie("/onie-installer", "TW1").body());
  }

  Machine now() {
    return inventory.find(MAC).orElseThrow();
  }

  String run() {
    return "/run/" + tokens.of(now()).text();
  }

  HttpResponse<String> onie(String path, String serial) throws Exception {
    return send(headers(request(path), serial));
  }

  static HttpRequest.Builder headers(HttpRequest.Builder request, String serial) {
    return request
        .header("ONIE-SERIAL-NUMBER", serial)
        .header("ONIE-ETH-ADDR", MAC.value())
        .header("ONIE-MACHINE", "accton_as7712_32x")
        .header("ONIE-MACHINE-REV", "0")
        .header("ONIE-ARCH", "x86_64")
        .header("ONIE-OPERATION", "os-install")
        .header("ONIE-VERSION", "2023.02");
  }

  HttpResponse<String> get(String path) throws Exception {
    return plane.get(path);
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return plane.post(path, body);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return plane.send(request);
  }

  HttpRequest.Builder request(String path) {
    return plane.request(path);
  }
}
