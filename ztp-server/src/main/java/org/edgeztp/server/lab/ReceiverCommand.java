package org.edgeztp.server.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ztp receiver}: an orchestrator for a lab, that verifies what it is told. */
@Command(
    name = "receiver",
    description = "Take machines over as a small orchestrator: for trying hand-offs out")
public final class ReceiverCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "On the loopback (default: ${DEFAULT-VALUE})",
      defaultValue = "9090")
  private int port;

  @Option(
      names = "--key-file",
      required = true,
      paramLabel = "FILE",
      description = "One whsec_ or whpk_ key a line")
  private Path keys = Path.of("");

  @Option(names = "--events", paramLabel = "FILE", description = "Keeps each event as a line")
  private @Nullable Path events;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> known = Files.readAllLines(keys).stream().filter(key -> !key.isBlank()).toList();
    Receiver receiver =
        Receiver.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            known,
            Optional.ofNullable(events),
            Clock.systemUTC(),
            System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(receiver::close, "shutdown"));
    System.out.println("listening at " + receiver.uri());
    new CountDownLatch(1).await();
    return 0;
  }
}
