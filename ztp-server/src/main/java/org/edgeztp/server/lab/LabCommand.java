package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.cli.Terminal;
import org.edgeztp.server.cli.Watch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp lab}: the whole product on this host, with machines that start empty. */
@Command(
    name = "lab",
    description = {
      "Raise a private network with the server, power on empty virtual machines, and follow them"
          + " into service. Ends with Ctrl-C and leaves nothing behind."
    })
public final class LabCommand implements Callable<Integer> {
  @Option(
      names = "--firmware",
      split = ",",
      paramLabel = "bios|uefi|uefi-http|secure-boot|arm64",
      description = "Of each machine in turn (default: ${DEFAULT-VALUE})",
      converter = FirmwareName.class,
      defaultValue = "bios")
  private List<VirtualMachine.Firmware> firmware = List.of();

  @Option(
      names = "--machines",
      paramLabel = "N",
      description = "How many to power on (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private int machines;

  @Option(
      names = "--once",
      description = "End when all are in service (exit 0) or one has failed (exit 1)")
  private boolean once;

  @Option(
      names = "--keep",
      description = "Leave the lab running when this command ends; 'ztp lab down' ends it")
  private boolean keep;

  @Option(names = "--all", description = "Also show packets, transfers and checks")
  private boolean all;

  @Option(
      names = "--installer",
      paramLabel = "KIND",
      description = "How machines get their system: ${COMPLETION-CANDIDATES} (default: IMAGE)",
      defaultValue = "IMAGE")
  private Profile.Installer installer = Profile.Installer.IMAGE;

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "What they get (default: ${DEFAULT-VALUE}); see ztp assets add",
      defaultValue = "debian-13")
  private String image = "";

  /** A firmware as the command line writes it, for example {@code secure-boot}. */
  static final class FirmwareName implements CommandLine.ITypeConverter<VirtualMachine.Firmware> {
    @Override
    public VirtualMachine.Firmware convert(String name) {
      try {
        return VirtualMachine.Firmware.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException("no firmware is called '" + name + "'");
      }
    }
  }

  @Option(
      names = "--network",
      paramLabel = "KIND",
      description = {
        "How machines get their addresses: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE});"
            + " proxy: from dnsmasq, beside which the server tells them what to boot"
      },
      defaultValue = "AUTHORITATIVE")
  private Addressing addressing = Addressing.AUTHORITATIVE;

  @Option(
      names = "--hardware",
      paramLabel = "KIND",
      description = {
        "What machines are put together from: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE});"
            + " intel: with Debian's full kernel"
      },
      defaultValue = "VIRTIO")
  private Parts parts = Parts.VIRTIO;

  /** Who switches the lab's machines. */
  enum Switch {
    BUTTON,
    REDFISH
  }

  @Option(
      names = "--power",
      paramLabel = "KIND",
      description = {
        "Who switches machines: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); redfish: the"
            + " server, which knows of each by its management controller, as for ./ztp power"
      },
      defaultValue = "BUTTON")
  private Switch power = Switch.BUTTON;

  @Option(
      names = "--bundle",
      paramLabel = "FOLDER",
      description =
          "An unpacked one (see ztp bundle import) that everything comes from; the lab has no way"
              + " out then")
  private @Nullable Path bundle;

  @Option(
      names = "--site",
      paramLabel = "FILE",
      description = {
        "Profiles and rules to put in force first, as ztp apply does; the machines' MAC addresses"
            + " are 52:54:00:77:00:01 and so on, and their orchestrator is 'lab'"
      })
  private @Nullable Path site;

  private final Supplier<LabSettings> settings;

  /**
   * The verb.
   *
   * @param settings asked only when the verb runs: they need what the launcher found out
   */
  public LabCommand(Supplier<LabSettings> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws Exception {
    if (machines < 1 || machines > 100) {
      throw new IllegalArgumentException("--machines takes 1 to 100");
    }
    if (keep && power == Switch.REDFISH) {
      throw new IllegalArgumentException(
          "--power redfish goes without --keep: the controllers end with this command");
    }
    String policy = site == null ? "" : Files.readString(site);
    Terminal terminal = Terminal.ofSystem();
    terminal.line("raising the lab network and starting the server");
    LabSettings wanted = settings.get().with(installer, image).on(addressing).of(parts);
    Lab lab = Lab.raise(bundle == null ? wanted : wanted.from(bundle.toRealPath()));
    if (!keep) {
      lab.endWithThisProcess();
    }
    if (site != null) {
      apply(lab, String.valueOf(site.getFileName()), policy, terminal);
    }
    boolean good = follow(lab, terminal);
    if (once) {
      return good ? 0 : 1;
    }
    terminal.line("");
    terminal.line("The lab stays up until Ctrl-C or ./ztp lab down.");
    while (lab.isUp()) {
      Thread.sleep(Duration.ofSeconds(1));
    }
    return good ? 0 : 1;
  }

  private static void apply(Lab lab, String name, String policy, Terminal terminal)
      throws IOException, InterruptedException {
    JsonNode change = lab.api().policy(Map.of("name", name, "text", policy));
    change.path("changes").forEach(line -> terminal.line(line.asString()));
  }

  @Command(name = "down", description = "End the lab, however it was left")
  int down() throws IOException, InterruptedException {
    Lab.remove(settings.get());
    return 0;
  }

  @Command(name = "ssh", description = "Log in to a machine of the lab, or run a command on it")
  int ssh(
      @Parameters(paramLabel = "MACHINE", description = "id, hostname, serial or MAC") String ref,
      @Parameters(paramLabel = "COMMAND", arity = "0..*") List<String> command)
      throws IOException, InterruptedException {
    try (var api = Lab.api(settings.get())) {
      String address = api.machine(ref).path("address").asString("");
      List<String> login = new ArrayList<>(Lab.login(settings.get(), address));
      if (command != null) {
        login.addAll(command);
      }
      return new ProcessBuilder(login).inheritIO().start().waitFor();
    }
  }

  private boolean follow(Lab lab, Terminal terminal) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < machines; i++) {
      VirtualMachine.Firmware kind = firmware.get(i % firmware.size());
      terminal.line(
          switch (power) {
            case BUTTON -> "powered on an empty " + kind + " machine, " + lab.powerOn(kind).mac();
            case REDFISH ->
                "told the server of an empty %s machine, %s, and of its controller"
                    .formatted(kind, lab.entrust(kind).mac());
          });
    }
    boolean good = new Watch(terminal, all).follow(lab.api(), machines, 0);
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    terminal.line("");
    terminal.line(
        (good ? "in service" : "not all in service") + " " + seconds + " s after power-on");
    for (JsonNode machine : lab.api().machines()) {
      describe(machine, terminal);
    }
    terminal.line(
        "browser: %s, token in %s"
            .formatted(lab.apiUrl(), LabFiles.adminToken(settings.get().folder())));
    terminal.line("for ./ztp machine list and the like, in another terminal:");
    terminal.line("export ZTP_SERVER=" + lab.apiUrl());
    terminal.line("export ZTP_TOKEN_FILE=" + LabFiles.adminToken(settings.get().folder()));
    return good;
  }

  private static void describe(JsonNode machine, Terminal terminal) {
    String name = machine.path("hostname").asString(machine.path("id").asString());
    String state = machine.path("state").asString();
    terminal.line(
        state.equals("IN_SERVICE")
            ? "log in: ./ztp lab ssh " + name
            : name + " is " + state + ": " + machine.path("why").asString());
  }
}
