package org.edgeztp.server.lab;

/**
 * The lab's profile for machines with pairs of disks and cards: the ones mirrored, the others
 * bonded.
 */
final class PairedLayout {
  /** Shell that shows what has become of it on a machine. */
  static final String SHOW =
      """
      for at in / /boot /var; do findmnt -no SOURCE,FSTYPE $at; done | tr -s ' '
      swapon --noheadings --show=NAME
      grep -o '[[]2/2]' /proc/mdstat
      grep -c '^MII Status: up' /proc/net/bonding/bond0
      ip -4 -o addr show scope global | awk '{ print $2, $4 }' | sort
      ip -d -o link show v20 | grep -o 'v20@bond0\\|id 20'
      getent passwd guest | cut -d: -f1,7
      """;

  private PairedLayout() {}

  /**
   * The profile and its rule.
   *
   * @param key that guests log in with, as a line of {@code authorized_keys}
   */
  static String profile(String key) {
    return """
    profiles:
      - name: edge
        image: debian-13
        hostname: edge-{serial}
        roles: [base]
        orchestrator: lab
        storage:
          mirrored: true
          partitions:
            - {filesystem: swap, size: 64 MiB}
            - volume-group: system
              volumes:
                - {name: root, mount: /, size: 1536 MiB}
                - {name: var, mount: /var, filesystem: xfs, size: rest}
        users:
          - {name: guest, keys: ["%s"]}
        network:
          - name: bond0
            bond: {mode: active-backup, members: ["en*"]}
            addresses: {LAB-0001: 10.77.0.201/24, LAB-0002: 10.77.0.202/24}
          - {name: v20, vlan: {id: 20, link: bond0}, address: none}
          - name: br20
            bridge: [v20]
            addresses: {LAB-0001: 10.20.0.1/24, LAB-0002: 10.20.0.2/24}
    rules:
      - {name: any-machine-of-the-lab, profile: edge}
    """
        .formatted(key);
  }

  /** What a machine then shows. */
  static String of(int number) {
    return """
    /dev/mapper/system-root ext4
    /dev/md3 ext4
    /dev/mapper/system-var xfs
    /dev/md4
    [2/2]
    [2/2]
    [2/2]
    3
    bond0 10.77.0.20%1$d/24
    br20 10.20.0.%1$d/24
    v20@bond0
    id 20
    guest:/bin/bash
    """
        .formatted(number);
  }
}
