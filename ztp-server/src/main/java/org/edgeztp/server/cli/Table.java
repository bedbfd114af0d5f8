package org.edgeztp.server.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows whose columns are as wide as they must be, and as narrow as the terminal wants them. */
final class Table {
  private static final String GAP = "  ";

  /** No column is made narrower than this. */
  private static final int LEAST = 8;

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... head) {
    this(Arrays.asList(head));
  }

  Table(List<String> head) {
    this.head = List.copyOf(head);
  }

  /** What of it could be mistaken for orders to the terminal is replaced. */
  void row(String... cells) {
    row(Arrays.asList(cells));
  }

  void row(List<String> cells) {
    if (cells.size() != head.size()) {
      throw new IllegalArgumentException(cells + " are not " + head);
    }
    rows.add(cells.stream().map(cell -> EntryLine.plain(cell).replace('\n', ' ')).toList());
  }

  /**
   * The lines of it, the head first.
   *
   * @param screen how wide they may be; what is cut off ends with an ellipsis
   */
  List<String> lines(Screen screen) {
    int[] widths = IntStream.range(0, head.size()).map(this::width).toArray();
    screen.width().ifPresent(wide -> narrow(widths, wide));
    List<String> lines = new ArrayList<>();
    lines.add(line(head, widths, Screen.PLAIN));
    rows.forEach(row -> lines.add(line(row, widths, screen)));
    return lines;
  }

  private int width(int column) {
    return Math.max(
        head.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  /** The last column gives way first, as it has the sentences; then whichever is the widest. */
  private static void narrow(int[] widths, int wide) {
    int last = widths.length - 1;
    int over = IntStream.of(widths).sum() + GAP.length() * last - wide;
    int given = Math.clamp(over, 0, Math.max(0, widths[last] - 3 * LEAST));
    widths[last] -= given;
    over -= given;
    for (; over > 0; over--) {
      int widest = 0;
      for (int column = 1; column < widths.length; column++) {
        widest = widths[column] > widths[widest] ? column : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
    }
  }

  private static String line(List<String> cells, int[] widths, Screen screen) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String shown =
          cell.length() <= widths[column] ? cell : cell.substring(0, widths[column] - 1) + "…";
      boolean last = column == widths.length - 1;
      line.append(screen.paint(shown))
          .append(last ? "" : " ".repeat(widths[column] - shown.length()) + GAP);
    }
    return line.toString().stripTrailing();
  }
}
