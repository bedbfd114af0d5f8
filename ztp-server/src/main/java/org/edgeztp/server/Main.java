package org.edgeztp.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.edgeztp.server.bench.BenchCommand;
import org.edgeztp.server.bundle.BundleCommand;
import org.edgeztp.server.cli.ApplyCommand;
import org.edgeztp.server.cli.ArtifactCommand;
import org.edgeztp.server.cli.AuditCommand;
import org.edgeztp.server.cli.BmcCommand;
import org.edgeztp.server.cli.CompletionCommand;
import org.edgeztp.server.cli.ContextCommand;
import org.edgeztp.server.cli.DriftCommand;
import org.edgeztp.server.cli.ExitCodes;
import org.edgeztp.server.cli.ExplainCommand;
import org.edgeztp.server.cli.GetCommand;
import org.edgeztp.server.cli.LogsCommand;
import org.edgeztp.server.cli.MachineCommand;
import org.edgeztp.server.cli.MirrorCommand;
import org.edgeztp.server.cli.NetworkCommand;
import org.edgeztp.server.cli.NounCommand;
import org.edgeztp.server.cli.PlanCommand;
import org.edgeztp.server.cli.PowerCommand;
import org.edgeztp.server.cli.PrepareCommand;
import org.edgeztp.server.cli.RulesCommand;
import org.edgeztp.server.cli.SecretCommand;
import org.edgeztp.server.cli.TokenCommand;
import org.edgeztp.server.cli.TopCommand;
import org.edgeztp.server.cli.WatchCommand;
import org.edgeztp.server.lab.LabCommand;
import org.edgeztp.server.lab.LabSettings;
import org.edgeztp.server.lab.ReceiverCommand;
import org.edgeztp.server.preflight.PreflightCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the command line and runs one verb. */
@Command(
    name = "ztp",
    version = "EdgeZTP 0.1.0",
    description = "Zero touch provisioning: plug a server in, power it on, and it is in service.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      ExitCodes.DONE,
      ExitCodes.REFUSED,
      ExitCodes.USAGE,
      ExitCodes.AWAY,
      ExitCodes.BARRED,
      ExitCodes.UNKNOWN
    },
    scope = CommandLine.ScopeType.INHERIT)
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(List.of(arguments)).execute(arguments));
  }

  /** What reads any command line. */
  static CommandLine commandLine() {
    return commandLine(List.of());
  }

  /**
   * What reads this command line: all that it knows is the verb that this asks for, and every verb
   * where it asks for none. picocli takes half a second to read what all of them say of themselves.
   */
  static CommandLine commandLine(List<String> arguments) {
    CommandLine ztp = new CommandLine(new Main());
    String asked = arguments.isEmpty() ? "" : arguments.getFirst();
    List<String> behind = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    Map<String, Supplier<Object>> verbs = verbs(behind);
    if (verbs.containsKey(asked)) {
      verbs.keySet().retainAll(Set.of(asked));
    }
    verbs.forEach((name, verb) -> ztp.addSubcommand(name, verb.get()));
    ztp.setCaseInsensitiveEnumValuesAllowed(true);
    ztp.setParameterExceptionHandler(Main::correct);
    ztp.setExecutionExceptionHandler(Main::explain);
    ztp.setExitCodeExceptionMapper(new ExitCodes());
    return ztp;
  }

  private static Map<String, Supplier<Object>> verbs(List<String> behind) {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("serve", Serve::new);
    verbs.put("machine", () -> MachineCommand.reading(behind));
    verbs.put("get", GetCommand::new);
    verbs.put("profile", () -> new NounCommand("profiles"));
    verbs.put("subnet", () -> new NounCommand("subnets"));
    verbs.put("lease", () -> new NounCommand("leases"));
    verbs.put("rack", () -> new NounCommand("racks"));
    verbs.put("switch", () -> new NounCommand("switches"));
    verbs.put("image", () -> new NounCommand("images"));
    verbs.put("power", PowerCommand::new);
    verbs.put("plan", PlanCommand::new);
    verbs.put("drift", DriftCommand::new);
    verbs.put("logs", LogsCommand::new);
    verbs.put("bmc", BmcCommand::new);
    verbs.put("watch", WatchCommand::new);
    verbs.put("top", () -> new TopCommand(Clock.systemUTC()));
    verbs.put("rule", RulesCommand::new);
    verbs.put("rules", RulesCommand::new);
    verbs.put("apply", ApplyCommand::new);
    verbs.put("network", NetworkCommand::new);
    verbs.put("token", TokenCommand::new);
    verbs.put("secret", SecretCommand::new);
    verbs.put("audit", AuditCommand::new);
    verbs.put("context", ContextCommand::new);
    verbs.put("artifact", ArtifactCommand::new);
    verbs.put("asset", ArtifactCommand::new);
    verbs.put("mirror", MirrorCommand::new);
    verbs.put("bundle", Main::bundle);
    verbs.put("explain", ExplainCommand::new);
    verbs.put(
        "preflight", () -> new PreflightCommand(file -> Settings.preflight(ConfigFile.read(file))));
    verbs.put("lab", Main::lab);
    verbs.put("receiver", ReceiverCommand::new);
    verbs.put("bench", BenchCommand::new);
    verbs.put("prepare", () -> new PrepareCommand(Main::commandLine));
    verbs.put("completion", () -> new CompletionCommand(Main::commandLine));
    return verbs;
  }

  private static BundleCommand bundle() {
    return new BundleCommand(
        (file, site) ->
            Settings.bundle(
                ConfigFile.read(file), site.stream().map(ConfigFile::readPolicy).toList()),
        Clock.systemUTC());
  }

  private static CommandLine lab() {
    var lab =
        new CommandLine(
            new LabCommand(() -> LabSettings.of(LabSettings.DEFAULT_NAME, System.getenv())));
    // What follows the machine is for the machine: uname -r.
    Objects.requireNonNull(lab.getSubcommands().get("ssh")).setStopAtPositional(true);
    return lab;
  }

  private static Optional<Secret> clientSecret() {
    return Optional.ofNullable(System.getenv(OidcLoginEntry.VARIABLE)).map(Secret::new);
  }

  /** A person gets the sentence; the stack goes to whoever sets ZTP_DEBUG. */
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("ztp: " + chain(e));
    if (System.getenv("ZTP_DEBUG") != null) {
      e.printStackTrace(err);
    }
    int own = command.getCommandSpec().exitCodeOnExecutionException();
    boolean usual = own == CommandLine.ExitCode.SOFTWARE;
    return usual ? command.getExitCodeExceptionMapper().getExitCode(e) : own;
  }

  /** What is wrong with the command line; all that could be right only where a verb is missing. */
  private static int correct(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ztp: " + e.getMessage());
    if (e instanceof CommandLine.UnmatchedArgumentException) {
      CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    } else if (!command.getSubcommands().isEmpty()) {
      command.usage(err);
    }
    err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** What was being done, then what went wrong, outermost first: each adds to the next. */
  static String chain(Throwable e) {
    Throwable cause = e.getCause();
    String own =
        switch (e) {
          case NoSuchFileException gone -> "there is no file " + gone.getFile();
          case AccessDeniedException denied -> "you may not use the file " + denied.getFile();
          default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    if (cause == null) {
      return own;
    }
    boolean onlyRepeats = own.equals(cause.toString()) || own.equals(cause.getMessage());
    return onlyRepeats ? chain(cause) : own + ": " + chain(cause);
  }

  /** {@code ztp serve}: the server itself. */
  @Command(name = "serve", description = "Serve a provisioning network")
  static final class Serve implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "YAML")
    private Path config = Path.of("");

    @Option(
        names = "--print-config",
        description = "Print the effective configuration, secrets hidden, and end")
    private boolean print;

    @Option(
        names = "--forget-applied",
        description = "Follow the configuration's profiles and rules, whatever ztp apply gave")
    private boolean forget;

    @Option(
        names = "--new-admin-token",
        description = "Write a new first token of the API to admin-token of the data folder")
    private boolean renew;

    @Override
    public Integer call() throws IOException, InterruptedException {
      Config read = ConfigFile.read(config);
      if (print) {
        System.out.print(ConfigFile.print(read));
        return 0;
      }
      Ztp ztp = Ztp.start(read, new Ztp.Start(forget, renew, clientSecret()));
      noteThatItServes();
      Runtime.getRuntime().addShutdownHook(new Thread(ztp::close, "shutdown"));
      new CountDownLatch(1).await();
      return 0;
    }

    /**
     * For the launcher, which keeps what Java learnt in this run if it was one worth learning from.
     */
    private static void noteThatItServes() throws IOException {
      String note = System.getProperty("ztp.served");
      if (note != null) {
        Files.write(Path.of(note), new byte[0]);
      }
    }
  }
}
