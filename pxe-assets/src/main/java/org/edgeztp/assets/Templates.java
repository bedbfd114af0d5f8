package org.edgeztp.assets;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every script that a machine reads, one method each. The scripts stand as Pebble templates beside
 * this class; what the records let through cannot change what a script does. Safe for use by many
 * threads.
 *
 * <p>A template that cannot be rendered is a bug and ends in an unchecked exception that names it.
 */
public final class Templates {
  /** Far more than any script here is, and less than would hurt. */
  private static final int MAX_CHARACTERS = 256 * 1024;

  private final PebbleEngine engine;

  public Templates() {
    var loader = new ClasspathLoader(Templates.class.getClassLoader());
    loader.setPrefix("org/edgeztp/assets");
    // Trimming would swallow the line end after a value, and escaping is for HTML.
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .extension(new ScriptFilters())
            .newLineTrimming(false)
            .autoEscaping(false)
            .strictVariables(true)
            .maxRenderedSize(MAX_CHARACTERS)
            .build();
  }

  /** The iPXE script that starts the ramdisk of a run. */
  public String ramdiskScript(RamdiskScript values) {
    return render(
        "ipxe/ramdisk.ipxe",
        Map.of("runUrl", values.runUrl(), "arguments", values.arguments(), "why", values.why()));
  }

  /** The same for the signed GRUB, which without Secure Boot goes on to iPXE. */
  public String ramdiskGrub(RamdiskScript values) {
    return render(
        "grub/ramdisk.cfg",
        Map.of("runPath", values.runPath(), "arguments", values.arguments(), "why", values.why()));
  }

  /** What the signed GRUB is told to start what is on the machine's own disk. */
  public String localDiskGrub(String why) {
    return render("grub/disk.cfg", Map.of("why", why));
  }

  /** What the signed GRUB is told to show why there is nothing to boot. */
  public String refusedGrub(RefusedScript values) {
    return render("grub/refused.cfg", Map.of("mac", values.mac(), "why", values.why()));
  }

  /** The iPXE script that fetches the machine's own, again and again. */
  public String autoexecScript(String serverUrl) {
    return render("ipxe/autoexec.ipxe", Map.of("serverUrl", Checked.url(serverUrl)));
  }

  /** The iPXE script that starts what is on the machine's own disk. */
  public String localDiskScript(LocalDiskScript values) {
    return render(
        "ipxe/localdisk.ipxe", Map.of("serverUrl", values.serverUrl(), "why", values.why()));
  }

  /** The iPXE script that shows why there is nothing to boot. */
  public String refusedScript(RefusedScript values) {
    return render("ipxe/refused.ipxe", Map.of("mac", values.mac(), "why", values.why()));
  }

  /** The iPXE script that starts a vendor's installer, or a system that runs from memory. */
  public String installerScript(InstallerKind kind, Installation values, String why) {
    Map<String, Object> variables = variables(values);
    variables.put("why", why);
    variables.put("arguments", render(kind.arguments(), variables).strip());
    return render("ipxe/installer.ipxe", variables);
  }

  /** What the signed GRUB is told when a vendor's installer is to start. */
  public String installerGrub(String why) {
    return render("grub/installer.cfg", Map.of("why", why));
  }

  /** What such an installer asks for. */
  public String answer(AnswerFile file, Installation values) {
    return render(file.template(), variables(values));
  }

  /** The task that leaves the ramdisk for an installer with a kernel of its own. */
  public String restartTask() {
    return render("task/restart.sh", Map.of());
  }

  /** The task that reports the machine's hardware and returns to the ramdisk. */
  public String inspectTask() {
    return render("task/inspect.sh", Map.of());
  }

  /** Prints the same on a machine that runs a system of its own. */
  public String tellHardware() {
    return render("task/tell-hardware.sh", Map.of());
  }

  /** The task that tests the machine's hardware and returns to the ramdisk. */
  public String testTask(TestHardware values) {
    return render(
        "task/test.sh",
        Map.of(
            "load", values.load(), "surface", values.surface(), "throughput", values.throughput()));
  }

  /** The task that wipes disks and powers the machine off. */
  public String wipeTask(Wipe values) {
    return render(
        "task/wipe.sh",
        Map.of(
            "disks",
            String.join("\n", values.disks()),
            "confirmed",
            String.join("\n", values.confirmed()),
            "begun",
            values.begun()));
  }

  /**
   * The task that lets people in until the server wants something else of the machine.
   *
   * @param authorizedKeys public keys that may log in as root
   * @throws IllegalArgumentException when one is no key
   */
  public String rescueTask(List<String> authorizedKeys) {
    String keys =
        authorizedKeys.stream().map(Checked.PUBLIC_KEY::of).collect(Collectors.joining("\n"));
    return render("task/rescue.sh", Map.of("authorizedKeys", keys));
  }

  /** The task that writes a disk image, makes the machine boot from it and reboots. */
  public String installImageTask(InstallImage values) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("imageSize", values.imageSize());
    variables.put("imageSha256", values.imageSha256());
    variables.putAll(values.layout().variables());
    variables.put("hostname", values.hostname());
    variables.put("kernelArgs", values.kernelArgs());
    variables.put("suite", values.suite());
    variables.put("mirrorUrl", values.mirrorUrl());
    variables.put("checkValidUntil", values.offline() ? "no" : "yes");
    variables.put("authorizedKeys", String.join("\n", values.authorizedKeys()));
    variables.put("users", values.users().stream().map(UserAccount::variables).toList());
    variables.put("network", values.network().stream().map(ConfigText::variables).toList());
    variables.put("nameServers", values.resolv());
    variables.put("ownAddress", values.ownAddress().orElse(""));
    return render("task/install-image.sh", variables);
  }

  /** The script that ONIE runs to install a switch. */
  public String switchInstaller(SwitchInstaller values) {
    return render(
        "switch/installer.sh",
        Map.of(
            "runUrl",
            values.runUrl(),
            "imageName",
            values.imageName(),
            "imageSize",
            values.imageSize(),
            "imageSha256",
            values.imageSha256()));
  }

  /** What SONiC's zero touch provisioning goes by. */
  public String sonicProvisioning(SwitchSetup values) {
    return render(
        "switch/ztp.json", Map.of("runUrl", values.runUrl(), "configDb", values.configDb()));
  }

  /** The script that sets a switch up and reports. */
  public String switchProvisioning(SwitchSetup values) {
    return render(
        "switch/provision.sh",
        Map.of(
            "runUrl", values.runUrl(), "hostname", values.hostname(), "script", values.script()));
  }

  private static Map<String, Object> variables(Installation values) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("runUrl", values.runUrl());
    variables.put("mac", values.mac());
    variables.put("bootInterface", values.bootInterface());
    variables.put("hostname", values.hostname());
    variables.put("shortName", values.shortName());
    variables.put("domain", values.domain());
    variables.put("kernelArgs", values.kernelArgs());
    variables.put("suite", values.suite().orElse(""));
    variables.put("mirrorHost", values.mirrorHost());
    variables.put("overIpv4", values.isOverIpv4());
    variables.put("mirrorPath", values.mirrorPath());
    variables.put("securityPath", values.securityPath());
    variables.put("packages", values.packages());
    variables.put("rootKeys", values.rootKeys());
    variables.put("rootKeyLines", String.join("\n", values.rootKeys()));
    variables.put("operatorKeyLines", String.join("\n", values.operatorKeys()));
    variables.put("operator", values.operator());
    variables.put("operatorKeys", values.operatorKeys());
    variables.put("timeServers", values.timeServers());
    variables.put("timesyncd", values.timesyncd());
    variables.put("rootfs", values.rootfs());
    variables.put("diskImage", values.diskImage());
    return variables;
  }

  private String render(String name, Map<String, Object> variables) {
    var text = new StringWriter();
    try {
      engine.getTemplate(name).evaluate(text, variables);
    } catch (IOException e) {
      throw new UncheckedIOException("rendering " + name, e);
    }
    return text.toString();
  }
}
