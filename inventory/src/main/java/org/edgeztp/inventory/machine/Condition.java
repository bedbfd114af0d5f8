package org.edgeztp.inventory.machine;

import static org.edgeztp.inventory.machine.Fact.Measure.BYTES;
import static org.edgeztp.inventory.machine.Fact.Measure.TEXT;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.layout.Size;

/**
 * What a rule asks of one fact.
 *
 * @param wanted any of these: of a text a pattern in which {@code *} stands for any text, letter
 *     case for nothing; of a number or a size {@code 8}, {@code >= 8}, {@code < 64 GiB}
 */
public record Condition(Fact fact, List<String> wanted) {
  private static final Pattern AMOUNT =
      Pattern.compile("(>=|<=|>|<|=)?\\s*(\\d{1,15})\\s*([A-Za-z]*)");

  /**
   * Checks what is wanted.
   *
   * @throws IllegalArgumentException when it is nothing that the fact can be compared with
   */
  public Condition {
    wanted = wanted.stream().map(String::strip).toList();
    if (wanted.isEmpty() || wanted.contains("")) {
      throw new IllegalArgumentException("'%s' wants nothing".formatted(fact.key()));
    }
    if (fact.measure != TEXT) {
      wanted.forEach(amount -> parsed(fact, amount));
    }
  }

  /** Whether it holds, for one of several parts; empty while the machine has not told the fact. */
  public Optional<Boolean> holds(Machine machine) {
    Predicate<String> fits = fits();
    return fact.of(machine).map(told -> any(told, fits));
  }

  /** The same for many machines, without a word on those that have not told the fact. */
  public Predicate<Machine> test() {
    Predicate<String> fits = fits();
    return machine -> fact.of(machine).filter(told -> any(told, fits)).isPresent();
  }

  /** By hand, as it is asked of every machine there is for each page of a listing. */
  private static boolean any(List<String> told, Predicate<String> fits) {
    for (String one : told) {
      if (fits.test(one)) {
        return true;
      }
    }
    return false;
  }

  /** What the machine tells, for people: {@code 8}, {@code 64 GiB}, {@code Dell Inc.}. */
  public Optional<String> told(Machine machine) {
    return fact.of(machine)
        .filter(told -> !told.isEmpty())
        .map(told ->
            fact.measure == BYTES
                ? Size.text(Long.parseLong(told.getFirst()))
                : String.join(", ", told));
  }

  /** The condition, as a rule writes it. */
  @Override
  public String toString() {
    return fact.key() + " " + String.join(" or ", wanted);
  }

  private Predicate<String> fits() {
    return wanted.stream().map(this::fits).reduce(Predicate::or).orElseThrow();
  }

  private Predicate<String> fits(String one) {
    if (fact.measure == TEXT) {
      return new Glob(one)::matches;
    }
    Amount amount = parsed(fact, one);
    return told -> amount.fits(Long.compare(Long.parseLong(told), amount.value()));
  }

  private record Amount(String comparison, long value) {
    boolean fits(int order) {
      return switch (comparison) {
        case ">=" -> order >= 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case "<" -> order < 0;
        default -> order == 0;
      };
    }
  }

  private static Amount parsed(Fact fact, String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches() || (fact.measure != BYTES && !amount.group(3).isEmpty())) {
      throw new IllegalArgumentException(
          "'%s' is compared with %s, not with '%s'"
              .formatted(
                  fact.key(),
                  fact.measure == BYTES ? "a size as '>= 64 GiB'" : "a number as '>= 8'",
                  text));
    }
    String comparison = amount.group(1) == null ? "=" : amount.group(1);
    long value = Long.parseLong(amount.group(2));
    return new Amount(
        comparison, fact.measure == BYTES ? Size.bytes(value, amount.group(3)) : value);
  }
}
