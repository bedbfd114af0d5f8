package org.edgeztp.inventory.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Explanation;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Fault;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Nic.Neighbour;
import org.edgeztp.inventory.machine.Platform;
import org.edgeztp.inventory.machine.Platform.Accelerator;
import org.edgeztp.inventory.machine.Platform.Board;
import org.edgeztp.inventory.machine.Platform.Chassis;
import org.edgeztp.inventory.machine.Platform.Controller;
import org.edgeztp.inventory.machine.Platform.Processor;
import org.edgeztp.inventory.machine.Platform.Release;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.inventory.machine.TestResults;
import org.jspecify.annotations.Nullable;

/** A machine as the API shows it. Absent values are null. */
record MachineView(
    String id,
    @Nullable String hostname,
    String kind,
    String site,
    String state,
    String why,
    Instant since,
    @Nullable Instant deadline,
    @Nullable String expects,
    @Nullable SeenView lastSeen,
    @Nullable CauseView cause,
    String mac,
    @Nullable String uuid,
    @Nullable String serial,
    @Nullable String address,
    @Nullable String profile,
    @Nullable String hostKey,
    @Nullable FailureView failure,
    @Nullable FaultView fault,
    @Nullable String maintenance,
    @Nullable String architecture,
    int run,
    @Nullable HardwareView hardware) {

  record FailureView(String phase, String code, String cause) {
    static FailureView of(Failure failure) {
      return new FailureView(failure.phase().name(), failure.code().name(), failure.cause());
    }
  }

  record SeenView(Instant at, String kind, String text) {
    static SeenView of(Entry entry) {
      return new SeenView(entry.lastAt(), entry.kind(), entry.text());
    }
  }

  record CauseView(String code, String sentence, String evidence, String remedy) {
    static CauseView of(Finding finding) {
      return new CauseView(
          finding.code().name(), finding.sentence(), finding.evidence(), finding.remedy());
    }
  }

  record FaultView(String name, String text) {
    static FaultView of(Fault fault) {
      return new FaultView(fault.name().name(), fault.text());
    }
  }

  static MachineView of(Machine machine, Explanation why, @Nullable List<Entry> changes) {
    return new MachineView(
        machine.id().value(),
        machine.hostname().orElse(null),
        machine.kind().name(),
        machine.site(),
        machine.state().name(),
        why.sentence(),
        machine.since(),
        machine.deadline().orElse(null),
        why.expects().orElse(null),
        why.lastSeen().map(SeenView::of).orElse(null),
        why.cause().map(CauseView::of).orElse(null),
        machine.mac().value(),
        machine.uuid().orElse(null),
        machine.serial().orElse(null),
        machine.reachedAt().map(Ipv6::text).orElse(null),
        machine.profile().orElse(null),
        machine.hostKey().orElse(null),
        machine.failure().map(FailureView::of).orElse(null),
        machine.fault().map(FaultView::of).orElse(null),
        machine.maintenance().orElse(null),
        machine.architecture() == Architecture.UNKNOWN ? null : machine.architecture().name(),
        machine.run(),
        machine.hardware().map(known -> HardwareView.of(known, changes)).orElse(null));
  }

  /**
   * Hardware with its addresses as text.
   *
   * @param changes what was not as before when it was inspected again, newest first; null where
   *     many machines are shown
   */
  record HardwareView(
      int cpus,
      long memoryBytes,
      String firmware,
      String vendor,
      String product,
      @Nullable Processor processor,
      @Nullable Release release,
      @Nullable Board board,
      @Nullable Chassis chassis,
      @Nullable ControllerView bmc,
      List<Accelerator> accelerators,
      @Nullable String tpm,
      List<Disk> disks,
      List<NicView> nics,
      @Nullable List<ChangeView> changes,
      @Nullable SwitchFacts onie,
      @Nullable TestResults tests) {
    static HardwareView of(Hardware hardware, @Nullable List<Entry> changes) {
      Optional<Platform> platform = hardware.platform();
      return new HardwareView(
          hardware.cpus(),
          hardware.memoryBytes(),
          hardware.firmware(),
          hardware.vendor(),
          hardware.product(),
          platform.flatMap(Platform::processor).orElse(null),
          platform.flatMap(Platform::release).orElse(null),
          platform.flatMap(Platform::board).orElse(null),
          platform.flatMap(Platform::chassis).orElse(null),
          platform.flatMap(Platform::controller).map(ControllerView::of).orElse(null),
          platform.map(Platform::accelerators).orElse(List.of()),
          platform.flatMap(Platform::tpm).orElse(null),
          hardware.disks(),
          hardware.nics().stream().map(NicView::of).toList(),
          changes == null ? null : changes.stream().map(ChangeView::of).toList(),
          hardware.onie().orElse(null),
          hardware.tests().orElse(null));
    }
  }

  record NicView(
      String name,
      String mac,
      boolean up,
      String driver,
      String slot,
      int speed,
      @Nullable Neighbour neighbour) {
    static NicView of(Nic nic) {
      return new NicView(
          nic.name(),
          nic.mac().value(),
          nic.up(),
          nic.driver(),
          nic.slot(),
          nic.speed(),
          nic.neighbour().orElse(null));
    }
  }

  record ControllerView(String address, @Nullable String mac, String version) {
    static ControllerView of(Controller controller) {
      return new ControllerView(
          controller.address(),
          controller.mac().map(MacAddress::value).orElse(null),
          controller.version());
    }
  }

  record ChangeView(Instant at, String text) {
    static ChangeView of(Entry entry) {
      return new ChangeView(entry.at(), entry.text());
    }
  }
}
