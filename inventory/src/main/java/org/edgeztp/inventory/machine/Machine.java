package org.edgeztp.inventory.machine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A bare-metal server or a switch as the inventory knows it. A value: the next one comes out of a
 * lifecycle event, never out of a setter.
 *
 * @param mac the address it boots from
 * @param uuid SMBIOS UUID, once a packet or the hardware report told it
 * @param address the address it was last seen with; the IPv4 one when it has both
 * @param ownAddress the one that its installed system gives itself; empty where it keeps the other
 * @param hostKey the SSH host key that its own installation reported, in authorized-keys form
 * @param run attempts to bring it into service so far; 0 before the first
 * @param boot ramdisk boots within the run; together with the run it makes boot tokens single-use
 * @param since when it entered its state
 * @param deadline until when the state must be left
 * @param architecture what it boots with, once a boot client told it
 * @param trail what its network boots have shown
 * @param resumes where it goes on when it leaves its rescue
 * @param fault what is wrong with it beside its state
 * @param maintenance why people work on it; present while nothing is done to it by itself
 * @param version raised by every change; guards against two hands changing at once
 */
public record Machine(
    MachineId id,
    String site,
    MacAddress mac,
    Optional<String> uuid,
    Optional<String> serial,
    Optional<InetAddress> address,
    Optional<InetAddress> ownAddress,
    Optional<Hardware> hardware,
    Optional<String> hostname,
    Optional<String> profile,
    Optional<String> hostKey,
    Optional<Failure> failure,
    State state,
    int run,
    int boot,
    Instant since,
    Optional<Instant> deadline,
    Optional<State> resumes,
    Architecture architecture,
    BootTrail trail,
    Optional<Fault> fault,
    Optional<String> maintenance,
    long version) {
  /** What it is: decides which profiles fit it. */
  public enum Kind {
    SERVER,
    /** Tells of itself through ONIE. */
    SWITCH
  }

  public static Machine discovered(MachineId id, String site, MacAddress mac, Instant now) {
    return new Machine(
        id,
        site,
        mac,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        State.DISCOVERED,
        0,
        0,
        now,
        Optional.empty(),
        Optional.empty(),
        Architecture.UNKNOWN,
        BootTrail.NONE,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** A changeable copy, for the few places that make the next value of a machine. */
  public Draft draft() {
    return new Draft(this);
  }

  public Kind kind() {
    return hardware.flatMap(Hardware::onie).isPresent() ? Kind.SWITCH : Kind.SERVER;
  }

  /** Where its system answers: its own address once it is installed with one. */
  public Optional<InetAddress> reachedAt() {
    return switch (state) {
      case INSTALLED,
          WAITING,
          CONVERGING,
          VERIFYING,
          HANDING_OFF,
          IN_SERVICE,
          DRAINING,
          DRAINED,
          FAILED ->
          ownAddress.or(() -> address);
      case DISCOVERED,
          INSPECTING,
          ADOPTING,
          TESTING,
          READY,
          QUEUED,
          BOOTING,
          INSTALLING,
          WIPING,
          RESCUING,
          RESCUE,
          RETIRED ->
          address;
    };
  }

  /** Whether its installed system gives itself this address. */
  public boolean owns(InetAddress client) {
    return ownAddress.filter(client::equals).isPresent();
  }

  /**
   * Whether this is its address: the one it was seen with, the one its system gives itself, or its
   * card's own IPv6 address.
   */
  public boolean isAt(InetAddress client) {
    return owns(client)
        || address.filter(client::equals).isPresent()
        || (client instanceof Inet6Address ipv6 && Ipv6.mac(ipv6).filter(mac::equals).isPresent());
  }

  /**
   * Whether both are in the same state, run and boot: what was decided on one holds for the other.
   */
  public boolean isAtStepOf(Machine other) {
    return state == other.state && run == other.run && boot == other.boot;
  }

  /** What a person calls it: its hostname once it has one, its id before. */
  public String label() {
    return hostname.orElse(id.value());
  }
}
