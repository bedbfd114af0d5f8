package org.edgeztp.server.ui;

import static org.edgeztp.inventory.machine.State.ADOPTING;
import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.DRAINED;
import static org.edgeztp.inventory.machine.State.DRAINING;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.HANDING_OFF;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.INSTALLED;
import static org.edgeztp.inventory.machine.State.INSTALLING;
import static org.edgeztp.inventory.machine.State.IN_SERVICE;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;
import static org.edgeztp.inventory.machine.State.RESCUE;
import static org.edgeztp.inventory.machine.State.RESCUING;
import static org.edgeztp.inventory.machine.State.RETIRED;
import static org.edgeztp.inventory.machine.State.TESTING;
import static org.edgeztp.inventory.machine.State.VERIFYING;
import static org.edgeztp.inventory.machine.State.WAITING;
import static org.edgeztp.inventory.machine.State.WIPING;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.State;

/**
 * The lifecycle as a picture: the way into service as a line with its stops, what lies beside it on
 * a second line, where the machine stands, and where the table lets it go from there.
 *
 * @param width of the drawing, as is the height, in its own units
 */
record Picture(int width, int height, List<Stop> stops, List<Way> ways) {
  static final List<State> MAIN =
      List.of(
          DISCOVERED,
          INSPECTING,
          READY,
          QUEUED,
          BOOTING,
          INSTALLING,
          INSTALLED,
          CONVERGING,
          VERIFYING,
          HANDING_OFF,
          IN_SERVICE);

  /** What stands beside the line, by the stop of the line that it is next to. */
  private static final Map<State, Integer> BESIDE =
      Map.of(
          RETIRED, 0, ADOPTING, 1, WIPING, 2, TESTING, 3, FAILED, 4, RESCUING, 6, RESCUE, 7,
          WAITING, 5, DRAINED, 9, DRAINING, 10);

  private static final int STEP = 100;
  private static final int EDGE = 50;

  /** Where the two lines are, and how far a way between stops of one line swings out. */
  private record Shape(boolean across, int main, int beside, int step, int swing) {
    double x(State state) {
      return across ? along(state) : line(state);
    }

    double y(State state) {
      return across ? line(state) : along(state);
    }

    private double along(State state) {
      return (across ? EDGE : 20) + place(state) * (double) step;
    }

    private double line(State state) {
      return isMain(state) ? main : beside;
    }
  }

  /**
   * A state.
   *
   * @param standing {@code here}, {@code passed} or {@code ahead}
   * @param textX where its name stands, which begins there or has its middle there
   */
  record Stop(Mark mark, String standing, double x, double y, double textX, double textY) {}

  /**
   * A line between two states.
   *
   * @param kind {@code track} of the line itself, {@code passed}, or {@code open}: it can be gone
   *     now
   * @param path as SVG writes it
   */
  record Way(String kind, String path) {}

  /** For wide screens: from left to right. */
  static Picture wide(State here, Set<State> passed) {
    return draw(new Shape(true, 38, 112, STEP, 26), here, passed, 2 * EDGE + STEP * 10, 148);
  }

  /** For phones: from top to bottom. */
  static Picture tall(State here, Set<State> passed) {
    return draw(new Shape(false, 40, 190, 44, 22), here, passed, 320, 480);
  }

  private static Picture draw(Shape shape, State here, Set<State> passed, int width, int height) {
    List<Way> ways = new ArrayList<>();
    for (int i = 1; i < MAIN.size(); i++) {
      State from = MAIN.get(i - 1);
      State to = MAIN.get(i);
      boolean gone = passed.contains(from) && (passed.contains(to) || to == here);
      ways.add(new Way(gone ? "passed" : "track", straight(shape, from, to)));
    }
    ways.add(new Way("track", straight(shape, DRAINING, DRAINED)));
    ways.add(new Way("track", straight(shape, RESCUING, RESCUE)));
    exits(here).forEach(to -> ways.add(new Way("open", way(shape, here, to))));
    List<Stop> stops =
        Stream.concat(MAIN.stream(), BESIDE.keySet().stream().sorted())
            .map(state -> stop(shape, state, here, passed))
            .toList();
    return new Picture(width, height, stops, ways);
  }

  /** Where the table leads from a state. */
  private static Set<State> exits(State here) {
    Set<State> exits = new LinkedHashSet<>(Lifecycle.row(here).exits().values());
    exits.remove(here);
    return exits;
  }

  private static Stop stop(Shape shape, State state, State here, Set<State> passed) {
    String standing = state == here ? "here" : passed.contains(state) ? "passed" : "ahead";
    double x = shape.x(state);
    double y = shape.y(state);
    return shape.across()
        ? new Stop(new Mark(state), standing, x, y, x, y + (isMain(state) ? -18 : 26))
        : new Stop(new Mark(state), standing, x, y, x + 20, y + 5);
  }

  private static String straight(Shape shape, State from, State to) {
    return "M%.0f %.0f L%.0f %.0f"
        .formatted(shape.x(from), shape.y(from), shape.x(to), shape.y(to));
  }

  /**
   * Neighbours by a straight line, others of one line by a bow, and from line to line by a curve.
   */
  private static String way(Shape shape, State from, State to) {
    double x = shape.x(from);
    double y = shape.y(from);
    double toX = shape.x(to);
    double toY = shape.y(to);
    if (isMain(from) != isMain(to)) {
      double midX = shape.across() ? x : (x + toX) / 2;
      double midY = shape.across() ? (y + toY) / 2 : y;
      double endX = shape.across() ? toX : (x + toX) / 2;
      double endY = shape.across() ? (y + toY) / 2 : toY;
      return "M%.0f %.0f C%.0f %.0f %.0f %.0f %.0f %.0f"
          .formatted(x, y, midX, midY, endX, endY, toX, toY);
    }
    int apart = Math.abs(place(from) - place(to));
    if (apart == 1) {
      return straight(shape, from, to);
    }
    double swing = shape.swing() * (isMain(from) ? 1.0 : -1.0);
    double bowX = shape.across() ? (x + toX) / 2 : x + swing * 2;
    double bowY = shape.across() ? y + swing * 2 : (y + toY) / 2;
    return "M%.0f %.0f Q%.0f %.0f %.0f %.0f".formatted(x, y, bowX, bowY, toX, toY);
  }

  private static boolean isMain(State state) {
    return MAIN.contains(state);
  }

  private static int place(State state) {
    return isMain(state) ? MAIN.indexOf(state) : BESIDE.getOrDefault(state, 0);
  }
}
