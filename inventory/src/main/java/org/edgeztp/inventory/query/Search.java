package org.edgeztp.inventory.query;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Glob;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/**
 * Finds a text in what machines are called: id, hostname, serial number, hardware address however
 * that is written, address, and why they are in maintenance. By hand, as every machine is looked at
 * for each search.
 */
final class Search implements Predicate<Machine> {
  /** What no address is written with; more than four digits in a row are in none. */
  private static final Pattern NO_ADDRESS = Pattern.compile("[^0-9a-f.:*]|[0-9a-f]{5}");

  private static final Pattern SEPARATOR = Pattern.compile("[:.-]");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{4,12}");

  private final Predicate<String> shows;

  /** An address takes long to write out, for each machine, and most texts are no part of one. */
  private final boolean mayBeAddress;

  /** Digits of a hardware address, however that is written: 5254.0077.0001. */
  private final Optional<Predicate<MacAddress>> digits;

  /**
   * Looks for a text, whatever its letter case.
   *
   * @param text in which {@code *} stands for any text
   */
  Search(String text) {
    String wanted = text.strip();
    this.shows =
        wanted.isEmpty() || wanted.contains("*")
            ? new Glob("*" + wanted + "*")::matches
            : new Contained(wanted);
    String lower = wanted.toLowerCase(Locale.ROOT);
    this.mayBeAddress = !NO_ADDRESS.matcher(lower).find();
    this.digits =
        Optional.of(SEPARATOR.matcher(lower).replaceAll(""))
            .filter(hex -> DIGITS.matcher(hex).matches())
            .map(MacAddress::showing);
  }

  @Override
  public boolean test(Machine machine) {
    return shows.test(machine.id().value())
        || shows(machine.hostname())
        || shows(machine.serial())
        || shows(machine.maintenance())
        || (mayBeAddress && showsAddress(machine))
        || (digits.isPresent() && digits.get().test(machine.mac()));
  }

  private boolean showsAddress(Machine machine) {
    return shows.test(machine.mac().value()) || shows(machine.reachedAt().map(Ipv6::text));
  }

  private boolean shows(Optional<String> text) {
    return text.isPresent() && shows.test(text.get());
  }

  /** A text that is not empty, in either case. */
  private record Contained(String wanted, char upper, char lower) implements Predicate<String> {
    Contained(String wanted) {
      this(
          wanted, Character.toUpperCase(wanted.charAt(0)), Character.toLowerCase(wanted.charAt(0)));
    }

    @Override
    public boolean test(String text) {
      for (int at = 0; at <= text.length() - wanted.length(); at++) {
        char first = text.charAt(at);
        if ((first == upper || first == lower)
            && text.regionMatches(true, at, wanted, 0, wanted.length())) {
          return true;
        }
      }
      return false;
    }
  }
}
