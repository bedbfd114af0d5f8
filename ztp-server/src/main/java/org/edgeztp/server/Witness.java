package org.edgeztp.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lease.LeaseStoreException;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Row;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.dhcp6.Dhcp6Event;
import org.edgeztp.server.metrics.Metrics;
import org.edgeztp.server.repository.MirrorFault;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.runlog.Source;
import org.edgeztp.server.syslog.LogBatch;
import org.edgeztp.server.tftp.TransferEvent;
import org.edgeztp.server.watch.OtherServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the protocol rooms see into the log and into the timelines of the machines it is
 * about. One thread writes, so that no packet waits for the disk; when it falls too far behind,
 * observations are dropped and counted, never lifecycle events.
 */
final class Witness implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Witness.class);
  private static final int BEHIND = 10_000;
  private static final int LOGS_OF_A_RUN = 200;
  private static final int MISSED = 1000;

  private final Inventory inventory;
  private final Whereabouts whereabouts;
  private final NetworkWatches watches;
  private final LogKeeper logs;
  private final Metrics metrics;
  private final SentAnswers answers;
  private final BlockingQueue<Runnable> pending = new ArrayBlockingQueue<>(BEHIND);
  private final Thread writer;
  private final Seldom observed;
  private final Seldom warned;
  private final Set<String> missed = ConcurrentHashMap.newKeySet();
  private long dropped;

  Witness(
      Whereabouts whereabouts,
      NetworkWatches watches,
      LogKeeper logs,
      Metrics metrics,
      SentAnswers answers,
      Clock clock) {
    this.observed = new Seldom(clock);
    this.warned = new Seldom(clock);
    this.logs = logs;
    this.metrics = metrics;
    this.answers = answers;
    this.inventory = whereabouts.inventory();
    this.whereabouts = whereabouts;
    this.watches = watches;
    this.writer = Thread.ofPlatform().name("witness").start(this::write);
  }

  void saw(DhcpEvent event) {
    metrics.saw(event);
    switch (event) {
      case DhcpEvent.Answered answered -> answered(answered);
      case DhcpEvent.Silent(var mac, var question, var why) ->
          log.debug("DHCP {}: {} not answered: {}", mac, question, why);
      case DhcpEvent.Refused(var mac, var question, var refusal) -> {
        warn(refusal.place() + refusal.kind(), "DHCP " + mac, question, refusal.why());
        unanswered(Optional.of(mac), question, refusal.why(), Signs.of(refusal.kind()));
      }
      case DhcpEvent.Observed(var mac, var what) -> {
        if (observed.may(mac.value())) {
          log.info("DHCP {}: {}", mac, what);
        } else {
          log.debug("DHCP {}: {}", mac, what);
        }
        later(() -> note(inventory.find(mac), Observation.of(Observation.Kind.DHCP, what)));
      }
      case DhcpEvent.Elsewhere(var mac, var server) -> {
        String text =
            "took the offer of another DHCP server, and boots what that says: " + who(server);
        log.debug("DHCP {}: {}", mac, text);
        Observation taken = Observation.of(Observation.Kind.DHCP, text);
        later(() -> note(inventory.find(mac), taken.showing(Sign.TOOK_OTHER_OFFER)));
      }
      case DhcpEvent.Malformed(var source, var why) -> refused(source, "DHCP packet: " + why);
      case DhcpEvent.Failed(var mac, var question, LeaseStoreException cause) ->
          // For all clients alike, and told once by the store.
          log.debug("DHCP {}: {} not answered: {}", mac, question, cause.getMessage());
      case DhcpEvent.Failed(var mac, var question, var cause) ->
          log.error("DHCP {}: {} could not be answered", mac, question, cause);
    }
  }

  private void answered(DhcpEvent.Answered event) {
    // Most are strangers that want an address only, thousands a second: nobody reads of them.
    if (!log.isDebugEnabled() && inventory.find(event.mac()).isEmpty()) {
      return;
    }
    log.debug("DHCP {}: {}", event.mac(), event.sentence());
    Optional<MacAddress> card = Optional.of(event.mac());
    answered(card, event.sentence(), Signs.of(event), known -> answers.keep(known, event));
  }

  private void answered(
      Optional<MacAddress> card, String sentence, Optional<Sign> sign, Consumer<Machine> keep) {
    Observation plain = Observation.of(Observation.Kind.DHCP, sentence);
    later(() -> {
      Optional<Machine> machine = card.flatMap(inventory::find);
      machine.ifPresent(keep);
      note(machine, sign.map(plain::showing).orElse(plain));
    });
  }

  /** Once a minute for each reason and place: others follow while it is not mended. */
  private void warn(String reason, String who, String question, String why) {
    if (warned.may(reason)) {
      log.warn("{}: {} not answered, nor others there: {}", who, question, why);
    } else {
      log.debug("{}: {} not answered: {}", who, question, why);
    }
  }

  private void unanswered(Optional<MacAddress> card, String question, String why, Sign sign) {
    Observation seen =
        Observation.of(Observation.Kind.DHCP, "%s not answered: %s".formatted(question, why));
    later(() ->
        card.flatMap(inventory::find)
            .ifPresent(known -> inventory.noteAgain(known, seen.showing(sign))));
  }

  private String who(Inet4Address server) {
    return watches.other(server).map(OtherServer::sentence).orElse(server.getHostAddress());
  }

  void saw(Dhcp6Event event) {
    metrics.saw(event);
    switch (event) {
      case Dhcp6Event.Answered answered -> {
        log.debug("DHCPv6 {}: {}", Ipv6.text(answered.client()), answered.sentence());
        Optional<Sign> sign = Signs.of(answered);
        Consumer<Machine> keep = known -> answers.keep(known, answered);
        answered(answered.card(), answered.sentence(), sign, keep);
      }
      case Dhcp6Event.Silent(var client, var question, var why) ->
          log.debug("DHCPv6 {}: {} not answered: {}", Ipv6.text(client), question, why);
      case Dhcp6Event.Refused(var card, var client, var question, var place, var why) -> {
        warn(place, "DHCPv6 " + Ipv6.text(client), question, why);
        unanswered(card, question, why, Sign.NOT_SERVED);
      }
      case Dhcp6Event.Malformed(var source, var why) -> refused(source, "DHCPv6 packet: " + why);
      case Dhcp6Event.Failed(var client, var question, var cause) ->
          log.error("DHCPv6 {}: {} could not be answered", Ipv6.text(client), question, cause);
    }
  }

  void saw(TransferEvent event) {
    metrics.saw(event);
    switch (event) {
      case TransferEvent.Started _, TransferEvent.SizeAsked _ -> log.debug("TFTP: {}", event);
      case TransferEvent.Finished finished -> {
        String text =
            "fetched %s, %d bytes in %d ms"
                .formatted(finished.path(), finished.bytes(), finished.took().toMillis());
        transfer(finished.client(), text, machine -> Signs.of(finished, machine));
      }
      case TransferEvent.Refused refused -> {
        String text = "TFTP " + refused.path() + ": " + refused.reason();
        refused(refused.client(), text, machine -> Optional.of(Signs.of(refused, machine)));
      }
      case TransferEvent.Failed(var client, var path, var reason) ->
          transfer(client, path + " broke off: " + reason, _ -> Sign.FILE_BROKE_OFF);
    }
  }

  void saw(MirrorFault fault) {
    String text = "package mirror, " + fault.path() + ": " + fault.why();
    switch (fault.kind()) {
      case ABSENT -> log.debug("{}: {}", fault.client().getHostAddress(), text);
      case MISSING -> missing(fault, text);
      case REFUSED, STALE -> refused(fault.client(), text);
      case FAILED, CUT_OFF -> refused(fault.client(), text, _ -> Optional.of(Sign.MIRROR_FAILED));
    }
  }

  /** Once each: apt asks for the same again and again, and for more than it needs. */
  private void missing(MirrorFault fault, String text) {
    if (missed.size() < MISSED && missed.add(fault.path())) {
      log.warn("{}: {}", fault.client().getHostAddress(), text);
    }
    Observation plain = Observation.of(Observation.Kind.REFUSED, text);
    Observation seen = fault.isOfNeeded() ? plain.showing(Sign.MIRROR_FAILED) : plain;
    later(() ->
        whereabouts.machineAt(fault.client()).ifPresent(known -> inventory.noteOnce(known, seen)));
  }

  void saw(LogBatch batch) {
    later(() -> whereabouts.machineAt(batch.source()).ifPresent(machine -> keep(machine, batch)));
  }

  /** The timeline has what a switch says of its run, up to a limit; the logs have all of it. */
  private void keep(Machine machine, LogBatch batch) {
    logs.keep(machine, Source.SYSLOG, String.join("\n", batch.lines()));
    if (machine.kind() != Machine.Kind.SWITCH) {
      return;
    }
    int kept = inventory.count(machine, Observation.Kind.LOG);
    if (kept < LOGS_OF_A_RUN) {
      String lost = batch.dropped() == 0 ? "" : "\n(%d lines lost)".formatted(batch.dropped());
      String text = String.join("\n", batch.lines()) + lost;
      inventory.note(machine, Observation.of(Observation.Kind.LOG, text));
    } else if (kept == LOGS_OF_A_RUN) {
      inventory.note(
          machine,
          Observation.of(Observation.Kind.LOG, "the installer says more, which its log has"));
    }
  }

  @Override
  public void close() {
    writer.interrupt();
  }

  private void transfer(InetAddress client, String text, Function<Machine, Sign> sign) {
    log.debug("TFTP {}: {}", client.getHostAddress(), text);
    note(client, Observation.of(Observation.Kind.TFTP, text), sign.andThen(Optional::of));
  }

  private void refused(InetAddress client, String text) {
    refused(client, text, _ -> Optional.empty());
  }

  private void refused(InetAddress client, String text, Function<Machine, Optional<Sign>> sign) {
    if (warned.may(client.getHostAddress() + " " + text)) {
      log.warn("{}: {}", client.getHostAddress(), text);
    }
    note(client, Observation.of(Observation.Kind.REFUSED, text), sign);
  }

  private void note(InetAddress client, Observation plain, Function<Machine, Optional<Sign>> sign) {
    later(() -> {
      Optional<Machine> machine = whereabouts.machineAt(client);
      note(machine, machine.flatMap(sign).map(plain::showing).orElse(plain));
    });
  }

  /**
   * A switch with nothing to install asks every 20 seconds, for months: that is told once. Machines
   * of which nothing is expected renew their leases for years: that is counted, and so is what one
   * is refused again and again.
   */
  private void note(Optional<Machine> machine, Observation seen) {
    machine.ifPresent(known -> {
      if (known.kind() == Machine.Kind.SWITCH) {
        inventory.noteOnce(known, seen);
      } else if (seen.kind() == Observation.Kind.REFUSED
          || Lifecycle.row(known.state()).kind() == Row.Kind.STABLE) {
        inventory.noteAgain(known, seen);
      } else {
        inventory.note(known, seen);
      }
    });
  }

  private void later(Runnable note) {
    if (!pending.offer(note) && dropped++ % 1000 == 0) {
      log.warn("{} observations dropped: the database is too slow for them", dropped);
    }
  }

  private void write() {
    try {
      while (true) {
        writeOne(pending.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void writeOne(Runnable note) {
    try {
      note.run();
    } catch (RuntimeException e) {
      log.error("Writing an observation", e);
    }
  }
}
