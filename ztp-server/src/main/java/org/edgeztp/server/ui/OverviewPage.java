package org.edgeztp.server.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;

/**
 * The first page: how many machines are where, which need a person, what is going on, and what the
 * last day brought.
 *
 * @param needs the first of those that need a person
 * @param more how many need one beside these
 * @param day by hour, the oldest first
 */
record OverviewPage(
    int machines,
    List<Share> shares,
    List<MachineLine> needs,
    int more,
    List<MachineLine> moving,
    int movingMore,
    List<Hour> day,
    long arrived,
    long failed) {
  private static final int NEEDS = 8;
  private static final int MOVING = 10;
  private static final int HOURS = 24;

  /** Width and height in which bars and columns are drawn. */
  private static final double WIDTH = 1000;

  private static final double HEIGHT = 48;

  /**
   * The machines of one kind of state.
   *
   * @param x where its part of the bar begins, of {@value #WIDTH}
   */
  record Share(String label, String tone, long count, String href, double x, double width) {}

  /**
   * What came to its present state within one hour.
   *
   * @param hoursAgo 0 for the present one
   * @param servingHeight of a column of {@value #HEIGHT}
   */
  record Hour(int hoursAgo, long serving, long failed, double servingHeight, double failedHeight) {}

  static OverviewPage of(Inventory inventory, Instant now) {
    List<Machine> all = inventory.all();
    List<Need> needs = Need.all(inventory);
    List<Machine> moving =
        all.stream().filter(machine -> Tone.of(machine.state()) == Tone.MOVING).toList();
    List<Hour> day = day(all, now);
    return new OverviewPage(
        all.size(),
        shares(all),
        lines(needs.stream().map(Need::machine).limit(NEEDS).toList(), inventory, now),
        Math.max(0, needs.size() - NEEDS),
        lines(moving.stream().limit(MOVING).toList(), inventory, now),
        Math.max(0, moving.size() - MOVING),
        day,
        day.stream().mapToLong(Hour::serving).sum(),
        day.stream().mapToLong(Hour::failed).sum());
  }

  public int wanting() {
    return needs.size() + more;
  }

  public String movingHref() {
    return Selection.ALL.inStates(Tone.MOVING.states()).href();
  }

  private static List<MachineLine> lines(List<Machine> machines, Inventory inventory, Instant now) {
    return machines.stream()
        .map(machine -> MachineLine.of(machine, inventory.explain(machine), now))
        .toList();
  }

  private static List<Share> shares(List<Machine> all) {
    List<Share> shares = new ArrayList<>();
    double x = 0;
    for (Tone tone : Tone.values()) {
      long count = all.stream().filter(machine -> Tone.of(machine.state()) == tone).count();
      double width = all.isEmpty() ? 0 : WIDTH * count / all.size();
      String href = Selection.ALL.inStates(tone.states()).href();
      shares.add(new Share(tone.label(), tone.key(), count, href, x, width));
      x += width;
    }
    return shares;
  }

  private static List<Hour> day(List<Machine> all, Instant now) {
    long[] serving = perHour(all, Tone.SERVING, now);
    long[] failed = perHour(all, Tone.FAILED, now);
    double most =
        Math.max(
            1,
            Math.max(
                Arrays.stream(serving).max().orElse(0), Arrays.stream(failed).max().orElse(0)));
    List<Hour> hours = new ArrayList<>();
    for (int ago = HOURS - 1; ago >= 0; ago--) {
      hours.add(
          new Hour(
              ago,
              serving[ago],
              failed[ago],
              HEIGHT * serving[ago] / most,
              HEIGHT * failed[ago] / most));
    }
    return hours;
  }

  private static long[] perHour(List<Machine> all, Tone tone, Instant now) {
    long[] count = new long[HOURS];
    for (Machine machine : all) {
      long ago = Duration.between(machine.since(), now).toHours();
      if (Tone.of(machine.state()) == tone && ago >= 0 && ago < HOURS) {
        count[(int) ago]++;
      }
    }
    return count;
  }
}
