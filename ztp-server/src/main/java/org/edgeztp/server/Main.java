package org.edgeztp.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.edgeztp.server.bench.BenchCommand;
import org.edgeztp.server.cli.ApplyCommand;
import org.edgeztp.server.cli.AuditCommand;
import org.edgeztp.server.cli.BmcCommand;
import org.edgeztp.server.cli.ExplainCommand;
import org.edgeztp.server.cli.LogsCommand;
import org.edgeztp.server.cli.MachineCommand;
import org.edgeztp.server.cli.NetworkCommand;
import org.edgeztp.server.cli.PowerCommand;
import org.edgeztp.server.cli.RulesCommand;
import org.edgeztp.server.cli.TokenCommand;
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
    scope = CommandLine.ScopeType.INHERIT)
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine ztp = new CommandLine(new Main());
    ztp.addSubcommand(new Serve());
    ztp.addSubcommand(new MachineCommand());
    ztp.addSubcommand(new PowerCommand());
    ztp.addSubcommand(new LogsCommand());
    ztp.addSubcommand(new BmcCommand());
    ztp.addSubcommand(new WatchCommand());
    ztp.addSubcommand(new RulesCommand());
    ztp.addSubcommand(new ApplyCommand());
    ztp.addSubcommand(new NetworkCommand());
    ztp.addSubcommand(new TokenCommand());
    ztp.addSubcommand(new AuditCommand());
    ztp.addSubcommand(new ExplainCommand());
    ztp.addSubcommand(new PreflightCommand(file -> Settings.preflight(ConfigFile.read(file))));
    var lab =
        new CommandLine(
            new LabCommand(() -> LabSettings.of(LabSettings.DEFAULT_NAME, System.getenv())));
    // What follows the machine is for the machine: uname -r.
    Objects.requireNonNull(lab.getSubcommands().get("ssh")).setStopAtPositional(true);
    ztp.addSubcommand(lab);
    ztp.addSubcommand(new ReceiverCommand());
    ztp.addSubcommand(new BenchCommand());
    ztp.setCaseInsensitiveEnumValuesAllowed(true);
    ztp.setExecutionExceptionHandler(Main::explain);
    return ztp;
  }

  /** A person gets the sentence; the stack goes to whoever sets ZTP_DEBUG. */
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("ztp: " + chain(e));
    if (System.getenv("ZTP_DEBUG") != null) {
      e.printStackTrace(err);
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** What was being done, then what went wrong, outermost first: each adds to the next. */
  static String chain(Throwable e) {
    Throwable cause = e.getCause();
    String own = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
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
      Ztp ztp = Ztp.start(read, new Ztp.Start(forget, renew));
      Runtime.getRuntime().addShutdownHook(new Thread(ztp::close, "shutdown"));
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
