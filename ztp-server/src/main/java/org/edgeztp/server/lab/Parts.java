package org.edgeztp.server.lab;

import java.nio.file.Path;
import java.util.List;

/** What a machine of the lab is put together from, beside its processor and firmware. */
public enum Parts {
  /** A card and a disk of virtio: the quickest to emulate. */
  VIRTIO,
  /** A card of VMware, and a SATA disk and an NVMe disk. */
  VMWARE,
  /** The same with a card of Intel, for which only Debian's full kernel has drivers. */
  INTEL;

  /**
   * QEMU's arguments. The machine boots from its card and then from its first disk, which is the
   * smaller one.
   *
   * @param rom what follows a card of virtio: nothing, or that it has no option ROM
   * @param folder where its disks are
   */
  List<String> arguments(int number, String mac, String rom, Path folder) {
    Path disk = VirtualMachine.disk(folder, number);
    String drive = "if=none,format=raw,cache=unsafe,discard=unmap";
    String card = "netdev=n0,bootindex=1,mac=" + mac;
    String serial = "serial=LABDISK-%04d".formatted(number);
    return switch (this) {
      case VIRTIO ->
          List.of(
              "-device",
              "virtio-net-pci," + card + rom,
              "-drive",
              drive + ",id=d0,file=" + disk,
              "-device",
              "virtio-blk-pci,drive=d0,bootindex=2," + serial);
      case VMWARE, INTEL ->
          List.of(
              "-device",
              (this == INTEL ? "e1000," : "vmxnet3,") + card,
              "-device",
              "ich9-ahci,id=sata",
              "-drive",
              drive + ",id=d0,file=" + disk,
              "-device",
              "ide-hd,bus=sata.0,drive=d0,bootindex=2,wwn=%d,%s"
                  .formatted(0x5000_c500_0000_0000L + number, serial),
              "-drive",
              drive + ",id=d1,file=" + VirtualMachine.secondDisk(folder, number),
              "-device",
              "nvme,drive=d1,serial=LABNVME-%04d".formatted(number),
              "-device",
              "bochs-display,romfile=");
    };
  }
}
