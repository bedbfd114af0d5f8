package org.edgeztp.inventory.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Machine;

/** Which machines: those that fit every part. */
public record Filter(List<Part> parts) {
  public static final Filter ALL = new Filter(List.of());

  public Filter {
    parts = List.copyOf(parts);
  }

  private Filter(Part part) {
    this(List.of(part));
  }

  /**
   * Reads a filter.
   *
   * @param terms such as {@code state=FAILED}, {@code site=s1}, {@code fact.cpus>=32}
   * @throws IllegalArgumentException with a sentence for whoever asks, when it cannot be
   */
  public static Filter parse(List<String> terms) {
    return new Filter(terms.stream().map(Term::parse).map(Term::part).toList());
  }

  /** The machines of a site. */
  public static Filter ofSite(String site) {
    return new Filter(new Part(Field.SITE, machine -> machine.site().equals(site)));
  }

  /** Whether a machine fits. */
  public boolean passes(Machine machine) {
    return parts.stream().allMatch(part -> part.test().test(machine));
  }

  /** Those that pass the other one as well. */
  public Filter and(Filter other) {
    return new Filter(Stream.concat(parts.stream(), other.parts.stream()).toList());
  }

  /**
   * Those of them that show a text in one of their names, whatever its letter case.
   *
   * @param text in which {@code *} stands for any text
   */
  public Filter showing(String text) {
    return and(new Filter(new Part(Optional.empty(), new Search(text))));
  }
}
