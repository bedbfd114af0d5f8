package org.edgeztp.server.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.edgeztp.server.power.Bmc;
import org.edgeztp.server.tls.Fingerprint;

/** The lab's Redfish controller on the loopback, with a machine that only remembers. */
public final class SimulatedRedfish implements AutoCloseable {
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final RedfishEmulator emulator;

  private SimulatedRedfish(Path folder, RedfishModel model) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    emulator = RedfishEmulator.start(loopback, folder, model, new Remembering(), log::add);
  }

  /**
   * One that offers no more than this.
   *
   * @param resets reset types
   * @param sources what it boots from when it is told to, by Redfish's names
   */
  public static SimulatedRedfish start(
      Path folder, List<String> resets, List<String> sources, RedfishModel.Drive drive)
      throws IOException {
    List<Chassis.Source> known =
        sources.stream().flatMap(name -> Chassis.Source.named(name).stream()).toList();
    return new SimulatedRedfish(folder, new RedfishModel("", resets, known, drive));
  }

  /** One that can do everything. */
  public static SimulatedRedfish start(Path folder) throws IOException {
    return start(
        folder,
        List.of("On", "ForceOff", "GracefulShutdown", "ForceRestart"),
        Stream.of(Chassis.Source.values()).map(Chassis.Source::label).toList(),
        RedfishModel.Drive.BY_ACTION);
  }

  public Bmc bmc(String password, UnaryOperator<Optional<Fingerprint>> certificate) {
    return new Bmc(
        Bmc.Driver.REDFISH,
        "127.0.0.1",
        emulator.port(),
        RedfishEmulator.ACCOUNT,
        password,
        certificate.apply(Optional.of(emulator.fingerprint())));
  }

  public Bmc bmc() {
    return bmc(RedfishEmulator.PASSWORD, UnaryOperator.identity());
  }

  /** What it was asked for and what its machine did, in order. */
  public List<String> log() {
    return log;
  }

  @Override
  public void close() {
    emulator.close();
  }

  /** Its drive takes what the web server sends. */
  private final class Remembering implements Chassis {
    private boolean on;

    @Override
    public boolean isOn() {
      return on;
    }

    @Override
    public void powerOn(Optional<Source> first) {
      on = true;
      first.ifPresent(source -> log.add("boots from " + source));
    }

    @Override
    public void reset(Optional<Source> first) {
      powerOn(first);
    }

    @Override
    public void shutDown() {
      on = false;
    }

    @Override
    public void powerOff() {
      on = false;
    }

    @Override
    public void insert(URI image) throws IOException {
      try (var in = image.toURL().openStream()) {
        log.add("got " + new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }

    @Override
    public void eject() {}
  }
}
