package org.edgeztp.server.lab;

import java.util.List;

/**
 * What a management controller offers: they differ.
 *
 * @param uuid SMBIOS UUID of its machine
 * @param resets reset types that it takes, by their names in {@code Resource.ResetType}
 * @param sources what its machine can be told to boot from
 * @param drive its virtual CD drive
 */
public record RedfishModel(
    String uuid, List<String> resets, List<Chassis.Source> sources, Drive drive) {
  /** How a virtual drive is filled and emptied. */
  public enum Drive {
    NONE,
    BY_ACTION,
    /** By a change of the drive, as before VirtualMedia v1.2. */
    BY_CHANGE
  }

  /** One that can do everything. */
  static RedfishModel of(VirtualMachine machine) {
    List<Chassis.Source> sources =
        switch (machine.firmware()) {
          case BIOS -> List.of(Chassis.Source.PXE, Chassis.Source.CD, Chassis.Source.HDD);
          case UEFI, UEFI_HTTP, SECURE_BOOT, ARM64 -> List.of(Chassis.Source.values());
        };
    List<String> resets =
        List.of("On", "ForceOn", "ForceOff", "GracefulShutdown", "ForceRestart", "PowerCycle");
    return new RedfishModel(machine.uuid(), resets, sources, Drive.BY_ACTION);
  }

  /** What may be asked for as the target of an override. */
  List<String> targets() {
    return sources.stream().map(Chassis.Source::label).toList();
  }

  public RedfishModel {
    resets = List.copyOf(resets);
    sources = List.copyOf(sources);
  }
}
