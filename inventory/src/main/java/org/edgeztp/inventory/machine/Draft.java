package org.edgeztp.inventory.machine;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** The next value of a machine while it is being made. Lives within one method. */
public final class Draft {
  private final Machine from;
  public Optional<String> uuid;
  public Optional<String> serial;
  public Optional<InetAddress> address;
  public Optional<InetAddress> ownAddress;
  public Optional<Hardware> hardware;
  public Optional<String> hostname;
  public Optional<String> profile;
  public Optional<String> hostKey;
  public Optional<Failure> failure;
  public State state;
  public int run;
  public int boot;
  public Instant since;
  public Optional<Instant> deadline;
  public Optional<State> resumes;
  public Architecture architecture;
  public BootTrail trail;
  public Optional<Fault> fault;
  public Optional<String> maintenance;

  Draft(Machine from) {
    this.from = from;
    uuid = from.uuid();
    serial = from.serial();
    address = from.address();
    ownAddress = from.ownAddress();
    hardware = from.hardware();
    hostname = from.hostname();
    profile = from.profile();
    hostKey = from.hostKey();
    failure = from.failure();
    state = from.state();
    run = from.run();
    boot = from.boot();
    since = from.since();
    deadline = from.deadline();
    resumes = from.resumes();
    architecture = from.architecture();
    trail = from.trail();
    fault = from.fault();
    maintenance = from.maintenance();
  }

  /** The next value, one version on. */
  public Machine toMachine() {
    return new Machine(
        from.id(),
        from.site(),
        from.mac(),
        uuid,
        serial,
        address,
        ownAddress,
        hardware,
        hostname,
        profile,
        hostKey,
        failure,
        state,
        run,
        boot,
        since,
        deadline,
        resumes,
        architecture,
        trail,
        fault,
        maintenance,
        from.version() + 1);
  }
}
