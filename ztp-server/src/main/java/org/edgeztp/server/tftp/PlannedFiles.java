package org.edgeztp.server.tftp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.boot.Access;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.BootToken;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.OnieNames;
import org.edgeztp.server.boot.Ramdisk;
import org.edgeztp.server.boot.Refusal;
import org.edgeztp.server.boot.Tokens;

/**
 * What machines read by TFTP, by the same names as over HTTP: boot programs, each for a machine
 * that the boot plan sends to it and for no other; the configuration of GRUB; and kernel and
 * ramdisk of a run behind its token.
 */
public final class PlannedFiles implements BootFiles {
  /** What shim looks for beside itself: newer lists of what is revoked, more certificates. */
  private static final Pattern ASKED_BY_SHIM =
      Pattern.compile("revocations(_[a-z]+)?\\.efi|shim_certificate(_[0-9])?\\.efi");

  private final Boot boot;
  private final Tokens tokens;
  private final BootScripts scripts;
  private final Function<InetAddress, Optional<Machine>> machines;
  private final Path folder;
  private final Map<BootFile, Content> programs = new EnumMap<>(BootFile.class);

  /**
   * Reads the programs into memory.
   *
   * @param machines who has an address leased
   * @param folder of the boot assets
   * @throws IOException when a boot program cannot be read
   */
  public PlannedFiles(
      Boot boot,
      Tokens tokens,
      BootScripts scripts,
      Function<InetAddress, Optional<Machine>> machines,
      Path folder)
      throws IOException {
    this.boot = boot;
    this.tokens = tokens;
    this.scripts = scripts;
    this.machines = machines;
    this.folder = folder;
    for (BootFile file : BootFile.values()) {
      Path path = folder.resolve(file.fileName());
      if (Files.exists(path)) {
        programs.put(file, new Content(ByteBuffer.wrap(Files.readAllBytes(path))));
      }
    }
  }

  @Override
  public Answer open(String path, InetAddress client) throws IOException {
    Optional<Machine> machine = machines.apply(client);
    if (machine.isEmpty()) {
      return denied(Ipv6.text(client) + " has no lease of a known machine");
    }
    return open(path.startsWith("boot/") ? path.substring(5) : path, machine.get(), client);
  }

  private Answer open(String path, Machine machine, InetAddress client) throws IOException {
    if (path.equals("autoexec.ipxe")) {
      return text(scripts.autoexec());
    }
    if (OnieNames.isOne(path)) {
      return installer(machine);
    }
    if (path.startsWith("grub/")) {
      return path.endsWith("/grub.cfg")
          ? text(scripts.grub(machine))
          : new Absent("this GRUB has all its modules built in");
    }
    if (path.startsWith("run/")) {
      return run(path.substring(4), client);
    }
    if (ASKED_BY_SHIM.matcher(path).matches()) {
      return new Absent("shim has all it needs built in");
    }
    Optional<BootFile> file = BootFile.named(path);
    return file.isPresent() && programs.containsKey(file.get())
        ? program(file.get(), machine)
        : new Refused(TftpError.FILE_NOT_FOUND, "there is no boot program called " + path);
  }

  /**
   * Whatever ONIE calls it: what it shall run, or that there is nothing, which the timeline is told
   * once. By TFTP it does not tell of its switch, so it has to have asked over HTTP before.
   */
  private Answer installer(Machine machine) {
    BootTarget target = boot.plan(machine, Client.onSwitch(machine.mac(), Firmware.ONIE));
    if (target instanceof BootTarget.OnieInstaller && machine.state() == State.BOOTING) {
      return text(scripts.installer(machine));
    }
    boot.declined(machine, "ONIE's names by TFTP: " + target.why());
    return new Absent(target.why());
  }

  private Answer program(BootFile file, Machine machine) {
    BootTarget target = boot.plan(machine, clientFor(file, machine));
    boolean planned = target instanceof BootTarget.Chainload(var first, _) && first.leadsTo(file);
    if (!planned) {
      return denied(machine.label() + " is not to boot " + file.fileName() + ": " + target.why());
    }
    boot.fetched(machine, file);
    return java.util.Objects.requireNonNull(programs.get(file));
  }

  /** TOKEN/PART of a run; only what a boot program loads, the rest is asked for over HTTP. */
  private Answer run(String path, InetAddress client) throws IOException {
    String[] parts = path.split("/", 2);
    Optional<BootToken> token = tokens.verify(parts[0]);
    Optional<Machine> machine = token.flatMap(known -> boot.machine(known.machine()));
    Optional<Access.Part> part = parts.length == 2 ? Access.Part.named(parts[1]) : Optional.empty();
    if (machine.isEmpty() || part.isEmpty()) {
      return denied("this boot token was not made by this server, or its run has no such part");
    }
    Optional<Refusal> refusal =
        Access.refusal(machine.get(), token.orElseThrow(), part.get(), client);
    Optional<String> name = fileOf(part.get(), boot.ramdisk(machine.get()));
    if (refusal.isPresent() || name.isEmpty()) {
      return denied(refusal.map(Refusal::reason).orElse(part.get() + " is not served by TFTP"));
    }
    try (FileChannel file = FileChannel.open(folder.resolve(name.get()))) {
      return new Content(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
    }
  }

  private static Optional<String> fileOf(Access.Part part, Ramdisk ramdisk) {
    return switch (part) {
      case KERNEL -> Optional.of(ramdisk.kernel());
      case RAMDISK -> Optional.of(ramdisk.archive());
      case TASK,
          HARDWARE,
          TESTED,
          STARTED,
          IMAGE,
          PROGRESS,
          INSTALLED,
          FAILED,
          WIPING,
          WIPED_DISK,
          WIPED,
          RESCUED,
          LOG,
          ANSWER,
          FILE,
          INSTALLER,
          ZTP,
          PROVISION,
          CONFIG_DB,
          SCRIPT,
          SECTION,
          SETUP_FAILED,
          CONVERGED,
          ACCEPTANCE ->
          Optional.empty();
    };
  }

  /** Who asks for this program: the file tells the firmware, as each is made for one kind. */
  private static Client clientFor(BootFile file, Machine machine) {
    Firmware firmware = file == BootFile.UNDIONLY ? Firmware.BIOS : Firmware.UEFI;
    return new Client(machine.mac(), Optional.empty(), firmware, file.architecture());
  }

  private static Content text(String script) {
    return new Content(ByteBuffer.wrap(script.getBytes(UTF_8)));
  }

  private static Refused denied(String reason) {
    return new Refused(TftpError.ACCESS_VIOLATION, reason);
  }
}
