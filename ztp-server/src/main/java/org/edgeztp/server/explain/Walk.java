package org.edgeztp.server.explain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.dhcp.ClientKind;
import org.edgeztp.server.dhcp.ClientKind.Sender;
import org.edgeztp.server.dhcp.DryRun;
import org.edgeztp.server.http.DryHttp;
import org.edgeztp.server.tftp.DryRead;

/**
 * Boots a machine from a rehearsal: each program does what the answers tell it, and the next one
 * asks, down to the task of the ramdisk, the answers of an installer or the machine's own disk.
 */
public final class Walk {
  private static final Pattern RUN = Pattern.compile("/run/([^/\\s]+)/([A-Za-z0-9_./-]+)");
  private static final String GRUB_CONFIGURATION = "grub/grub.cfg";

  /** As GRUB's script names it. */
  private static final String IPXE = "boot/" + BootFile.IPXE_EFI.fileName();

  private final Rehearsal server;
  private final Sender sender;
  private final Optional<Walk6> ipv6;
  private final List<Step> steps = new ArrayList<>();

  private Walk(Rehearsal server, Sender sender, Optional<Walk6> ipv6) {
    this.server = server;
    this.sender = sender;
    this.ipv6 = ipv6;
  }

  /**
   * All stages, in order; first what the rules say.
   *
   * @param first the program that asks first
   * @param overIpv6 whether it asks by IPv6 alone
   * @throws IllegalArgumentException when that kind, or that network, has no IPv6
   */
  public static List<Step> of(Rehearsal server, ClientKind first, Sender sender, boolean overIpv6) {
    Optional<Walk6> ipv6 =
        overIpv6 ? Optional.of(Walk6.of(server, first, sender)) : Optional.empty();
    var walk = new Walk(server, sender, ipv6);
    walk.ask(first.toString(), first);
    List<Step> all = new ArrayList<>(List.of(server.rules(sender.mac())));
    all.addAll(walk.steps);
    return all;
  }

  private void ask(String who, ClientKind program) {
    if (ipv6.isPresent()) {
      ipv6.get()
          .ask(who, program, steps)
          .ifPresent(taken -> follow(program, taken.boot(), taken.address()));
      return;
    }
    DryRun.Outcome offer = dhcp(who + ": DHCP DISCOVER", program.discover(sender), List.of());
    if (!offer.answer().equals("OFFER")) {
      return;
    }
    if (offer.address().isEmpty()) {
      takeElsewhere(who, program, offer.boot());
      return;
    }
    Inet4Address address = offer.address().get();
    DryRun.Outcome ack =
        dhcp(
            who + ": DHCP REQUEST",
            program.request(sender, address, offer.server().orElseThrow()),
            offer.lines());
    if (ack.answer().equals("ACK")) {
      follow(program, ack.boot(), address);
    }
  }

  /**
   * The address is another server's: which one is not known here, so a neighbour of this server is
   * taken for it. What to boot was in the offer, or is asked for on port 4011.
   */
  private void takeElsewhere(String who, ClientKind program, String boot) {
    Inet4Address other = server.neighbour(2, sender.relay());
    Inet4Address address = server.neighbour(200, sender.relay());
    dhcp(
        who + ": DHCP REQUEST to another server",
        program.request(sender, address, other),
        List.of());
    if (!boot.isEmpty()) {
      follow(program, boot, address);
      return;
    }
    long before = server.now();
    DryRun.Outcome ack = server.bootServer(program.bootRequest(sender, address), address);
    show(who + ": DHCP REQUEST to port 4011", ack.lines(), before);
    if (ack.answer().equals("ACK")) {
      follow(program, ack.boot(), address);
    }
  }

  private void follow(ClientKind program, String boot, InetAddress address) {
    if (boot.startsWith("http://")) {
      String path = URI.create(boot).getRawPath();
      BootFile.named(path.substring(path.lastIndexOf('/') + 1))
          .ifPresentOrElse(
              file -> load(program, file, true, address), () -> script(program, path, address));
    } else if (boot.startsWith("tftp://")) {
      String path = URI.create(boot).getRawPath();
      BootFile.named(path.substring(1)).ifPresent(file -> load(program, file, false, address));
    } else {
      BootFile.named(boot).ifPresent(file -> load(program, file, false, address));
    }
  }

  /** The program is fetched, and runs. */
  private void load(ClientKind program, BootFile file, boolean byHttp, InetAddress address) {
    if (fetch(program.toString(), file.fileName(), byHttp, address)) {
      switch (file) {
        case UNDIONLY, IPXE_EFI, IPXE_ARM64 ->
            program.ipxe().ifPresent(next -> ask(next.toString(), next));
        case LOCALDISK_EFI, LOCALDISK_ARM64 ->
            add("GRUB", "starts what is on the machine's own disk");
        case SHIM -> load(program, BootFile.GRUB_EFI, byHttp, address);
        case GRUB_EFI -> grub(program, byHttp, address);
      }
    }
  }

  /** With Secure Boot it would go on by itself; without it the script names iPXE. */
  private void grub(ClientKind program, boolean byHttp, InetAddress address) {
    String script =
        byHttp
            ? get("GRUB", "/" + GRUB_CONFIGURATION, address, Map.of()).body()
            : tftp("GRUB", GRUB_CONFIGURATION, address).content();
    if (script.contains(IPXE) && fetch("GRUB", IPXE, byHttp, address)) {
      program.ipxe().ifPresent(next -> ask(next.toString(), next));
    }
  }

  private void script(ClientKind program, String path, InetAddress address) {
    DryHttp.Outcome answer = get(program.toString(), path, address, headers(program));
    if (program.ipxe().isEmpty() || answer.status() != 200) {
      return;
    }
    Matcher run = RUN.matcher(answer.body());
    boolean ramdisk = false;
    String token = "";
    while (run.find()) {
      token = run.group(1);
      switch (run.group(2)) {
        case "ramdisk" -> ramdisk = true;
        case "kernel" -> {}
        default -> part(run.group(2), "/run/" + token + "/" + run.group(2), address);
      }
    }
    if (ramdisk) {
      // Over IPv6 it waits for the address that the kernel makes.
      if (ipv6.isEmpty()) {
        ask("ramdisk", ClientKind.SYSTEM);
      }
      server.turn(sender.mac());
      get("ramdisk", "/run/" + token + "/task", address, Map.of());
    }
  }

  /** An installer's kernel and archive by their lengths, what it asks for as it is. */
  private void part(String name, String path, InetAddress address) {
    if (name.startsWith("file/")) {
      head("installer", path, address);
    } else {
      get("installer", path, address, Map.of());
    }
  }

  private boolean fetch(String who, String file, boolean byHttp, InetAddress address) {
    return byHttp
        ? head(who, "/boot/" + file.replaceFirst("^boot/", ""), address).status() == 200
        : tftp(who, file, address).given();
  }

  /** An ACK that says what was offered is not shown twice. */
  private DryRun.Outcome dhcp(String title, byte[] packet, List<String> offered) {
    long before = server.now();
    DryRun.Outcome outcome = server.dhcp(packet, sender.relay());
    boolean same =
        outcome.lines().equals(offered.stream().map(line -> line.replace("OFFER", "ACK")).toList());
    show(title, same ? List.of("ACK: as it was offered") : outcome.lines(), before);
    return outcome;
  }

  private DryRead.Outcome tftp(String who, String path, InetAddress address) {
    long before = server.now();
    DryRead.Outcome outcome = server.tftp(path, address);
    show("%s: TFTP %s".formatted(who, path), outcome.lines(), before);
    return outcome;
  }

  private DryHttp.Outcome get(
      String who, String path, InetAddress address, Map<String, String> headers) {
    long before = server.now();
    DryHttp.Outcome outcome = server.get(path, address, headers);
    show("%s: HTTP GET %s".formatted(who, path), outcome.lines(), before);
    return outcome;
  }

  private DryHttp.Outcome head(String who, String path, InetAddress address) {
    long before = server.now();
    DryHttp.Outcome outcome = server.head(path, address);
    show("%s: HTTP GET %s".formatted(who, path), outcome.lines(), before);
    return outcome;
  }

  private void show(String title, List<String> lines, long before) {
    steps.add(new Step(title, lines).with(server.since(before)));
  }

  private void add(String title, String line) {
    steps.add(new Step(title, List.of(line)));
  }

  /** What ONIE tells of its switch. */
  private Map<String, String> headers(ClientKind program) {
    if (program != ClientKind.ONIE) {
      return Map.of();
    }
    Optional<Machine> known = server.inventory().find(sender.mac());
    return Map.of(
        "ONIE-MACHINE", sender.model(),
        "ONIE-SERIAL-NUMBER", known.flatMap(Machine::serial).orElse("unknown"),
        "ONIE-ETH-ADDR", sender.mac().value(),
        "ONIE-OPERATION", "os-install");
  }
}
