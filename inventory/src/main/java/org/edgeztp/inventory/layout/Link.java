package org.edgeztp.inventory.layout;

import java.util.List;

/**
 * A link of the installed system's network.
 *
 * @param name of the interface that is made; of a card, which keeps the kernel's name, what other
 *     links call it
 */
public record Link(String name, Kind kind, Addressing addressing) {
  /** Stands for the card that the machine boots from. */
  public static final String BOOT_CARD = "boot";

  private static final String MAC = "[0-9a-f]{2}(:[0-9a-f]{2}){5}";

  /** What it is. */
  public sealed interface Kind {
    /** What it is made from: cards, or names of links. */
    List<String> members();
  }

  /** A network card: {@code boot}, its MAC address, or a pattern of the kernel's names. */
  public record Card(String card) implements Kind {
    public Card {
      checkCard(card);
    }

    @Override
    public List<String> members() {
      return List.of(card);
    }
  }

  /** Cards that act as one. */
  public record Bond(Mode mode, List<String> members) implements Kind {
    public Bond {
      members = List.copyOf(members);
      if (members.isEmpty()) {
        throw new IllegalArgumentException("a bond has 'members'");
      }
      members.forEach(Link::checkCard);
    }

    /** Modes by the names that the kernel gives them. */
    public enum Mode {
      BALANCE_RR("balance-rr"),
      ACTIVE_BACKUP("active-backup"),
      BALANCE_XOR("balance-xor"),
      BROADCAST("broadcast"),
      LACP("802.3ad"),
      BALANCE_TLB("balance-tlb"),
      BALANCE_ALB("balance-alb");

      private final String text;

      Mode(String text) {
        this.text = text;
      }

      public String text() {
        return text;
      }
    }
  }

  /** A VLAN (802.1Q) on another link. */
  public record Vlan(int id, String on) implements Kind {
    public Vlan {
      if (id < 1 || id > 4094) {
        throw new IllegalArgumentException(id + " is no VLAN; they go from 1 to 4094");
      }
    }

    @Override
    public List<String> members() {
      return List.of(on);
    }
  }

  /** A switch in software, over cards and links. */
  public record Bridge(List<String> members) implements Kind {
    public Bridge {
      members = List.copyOf(members);
      if (members.isEmpty()) {
        throw new IllegalArgumentException("a bridge has members");
      }
      members.forEach(Link::checkCard);
    }
  }

  public Link {
    if (!name.matches("[a-z][a-z0-9._-]{0,14}") || name.equals(BOOT_CARD)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a link: at most 15 lower-case letters, digits, . _ -");
    }
  }

  /** Whether a card is named by its address. */
  public static boolean isMac(String card) {
    return card.matches(MAC);
  }

  private static void checkCard(String card) {
    if (!card.matches(MAC) && !card.matches("[a-z*][a-z0-9*._-]{0,14}")) {
      throw new IllegalArgumentException(
          "'" + card + "' is no card: write 'boot', a MAC address, or a pattern as 'enp1s*'");
    }
  }
}
