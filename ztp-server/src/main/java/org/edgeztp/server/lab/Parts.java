package org.edgeztp.server.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a machine of the lab is put together from, beside its processor and firmware. */
public enum Parts {
  /** A card and a disk of virtio: the quickest to emulate. */
  VIRTIO,
  /** Two cards and two disks of virtio: for what is bonded and mirrored. */
  PAIRS,
  /** A card of VMware, and a SATA disk and an NVMe disk. */
  VMWARE,
  /** The same with a card of Intel, for which only Debian's full kernel has drivers. */
  INTEL;

  private static final String DRIVE = "if=none,format=raw,cache=unsafe,discard=unmap";

  /**
   * QEMU's arguments. The machine boots from its card and then from its first disk, which is the
   * smaller one.
   *
   * @param tap the other end of its second card
   * @param rom what follows a card of virtio: nothing, or that it has no option ROM
   * @param folder where its disks are
   */
  List<String> arguments(int number, String mac, String tap, String rom, Path folder) {
    Path disk = VirtualMachine.disk(folder, number);
    Path second = VirtualMachine.secondDisk(folder, number);
    String card = "id=" + Emulator.Device.CARD.id() + ",netdev=n0,bootindex=1,mac=" + mac;
    String first = "id=" + Emulator.Device.DISK.id() + ",drive=d0,bootindex=2,";
    String serial = "serial=LABDISK-%04d".formatted(number);
    List<String> virtio =
        List.of(
            "-device",
            "virtio-net-pci," + card + rom,
            "-drive",
            DRIVE + ",id=d0,file=" + disk,
            "-device",
            "virtio-blk-pci," + first + serial);
    return switch (this) {
      case VIRTIO -> virtio;
      case PAIRS ->
          Stream.concat(
                  virtio.stream(),
                  Stream.of(
                      "-netdev",
                      "tap,id=n1,ifname=" + tap + ",script=no,downscript=no",
                      "-device",
                      "virtio-net-pci,netdev=n1,romfile=,mac=52:54:00:77:01:%02x".formatted(number),
                      "-drive",
                      DRIVE + ",id=d1,file=" + second,
                      "-device",
                      "virtio-blk-pci,drive=d1,bootindex=3,serial=LABPAIR-%04d".formatted(number)))
              .toList();
      case VMWARE, INTEL ->
          List.of(
              "-device",
              (this == INTEL ? "e1000," : "vmxnet3,") + card,
              "-device",
              "ich9-ahci,id=sata",
              "-drive",
              DRIVE + ",id=d0,file=" + disk,
              "-device",
              "ide-hd,bus=sata.0,%swwn=%d,%s"
                  .formatted(first, 0x5000_c500_0000_0000L + number, serial),
              "-drive",
              DRIVE + ",id=d1,file=" + second,
              "-device",
              "nvme,drive=d1,serial=LABNVME-%04d".formatted(number),
              "-device",
              "bochs-display,romfile=");
    };
  }
}
