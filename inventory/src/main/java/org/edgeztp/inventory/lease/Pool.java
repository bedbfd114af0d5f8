package org.edgeztp.inventory.lease;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of a subnet that machines may get. The subnet's own and its broadcast address are
 * never among them.
 *
 * @param ranges where they are; none when the subnet gives out reserved addresses alone
 * @param excluded addresses between them that are in use by other things, as the server itself
 * @param reservations addresses of one machine each, in a range or an exclusion or neither
 * @param leaseTime how long an address is given for: a minute or more, sent in whole seconds
 */
public record Pool(
    Subnet subnet,
    List<Range> ranges,
    List<Range> excluded,
    Reservations reservations,
    Duration leaseTime) {
  private static final Comparator<Inet4Address> BY_NUMBER =
      comparing(Ipv4::bits, Integer::compareUnsigned);

  public Pool {
    ranges = List.copyOf(ranges);
    excluded =
        Stream.concat(
                excluded.stream(),
                Stream.of(Range.of(subnet.network()), Range.of(subnet.broadcast())))
            .distinct()
            .toList();
    reservations
        .addresses()
        .filter(address -> !isHost(subnet, address))
        .findFirst()
        .ifPresent(address -> {
          throw new IllegalArgumentException(
              "the host's address %s is none of %s".formatted(address.getHostAddress(), subnet));
        });
    for (Range range : ranges) {
      if (!subnet.contains(range.first()) || !subnet.contains(range.last())) {
        throw new IllegalArgumentException(range + " is not inside " + subnet);
      }
    }
    if (leaseTime.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("a lease time of a minute or more is needed");
    }
  }

  /** Whether anybody may get the address. */
  public boolean contains(Inet4Address address) {
    return isIn(ranges, address) && !isIn(excluded, address) && !isReserved(address);
  }

  /** How many addresses there are for anybody, give or take the excluded ones. */
  public int size() {
    return ranges.stream().mapToInt(Range::size).sum();
  }

  /** Whether anything is leased here; another server may lease in its subnet. */
  boolean gives() {
    return !ranges.isEmpty() || reservations.addresses().findAny().isPresent();
  }

  boolean isReserved(Inet4Address address) {
    return reservations.at(address).isPresent();
  }

  /** The lowest address of all ranges. */
  Inet4Address first() {
    return ranges.stream().map(Range::first).min(BY_NUMBER).orElse(subnet.network());
  }

  /** The highest address of all ranges. */
  Inet4Address last() {
    return ranges.stream().map(Range::last).max(BY_NUMBER).orElse(subnet.network());
  }

  private static boolean isHost(Subnet subnet, Inet4Address address) {
    return subnet.contains(address)
        && !address.equals(subnet.network())
        && !address.equals(subnet.broadcast());
  }

  private static boolean isIn(List<Range> ranges, Inet4Address address) {
    for (Range range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return ranges.isEmpty()
        ? "of " + subnet
        : ranges.stream().map(Range::toString).collect(joining(", "));
  }
}
