package org.edgeztp.inventory.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Condition;
import org.edgeztp.inventory.machine.Fact;
import org.edgeztp.inventory.machine.Glob;
import org.edgeztp.inventory.machine.Machine;

/**
 * One comparison, as {@code state=FAILED,READY}, {@code hostname!=db*} or {@code
 * fact.memory>=64GiB}. Of several values one is enough; nothing at all stands for what a machine
 * does not have.
 */
record Term(String name, Comparison comparison, List<String> values) {
  private static final Pattern FORM = Pattern.compile("([a-z.-]+)(>=|<=|!=|=|>|<)(.*)");
  private static final String FACT = "fact.";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is no comparison
   */
  static Term parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' compares nothing: ask as state=FAILED or fact.cpus>=32".formatted(text));
    }
    List<String> values = Arrays.stream(form.group(3).split(",", -1)).map(String::strip).toList();
    return new Term(form.group(1), Comparison.parse(form.group(2)), values);
  }

  /**
   * What it asks.
   *
   * @throws IllegalArgumentException when there is no such field or it is compared amiss
   */
  Part part() {
    if (name.startsWith(FACT)) {
      Fact fact = fact(name.substring(FACT.length()));
      return new Part(fact, ofFact(fact));
    }
    Field field = Field.parse(name);
    return new Part(field, ofField(field));
  }

  private static Fact fact(String key) {
    return Arrays.stream(Fact.values())
        .filter(known -> known.key().equals(key))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "machines tell no fact '%s'; there are %s"
                    .formatted(key, Arrays.stream(Fact.values()).map(Fact::key).toList())));
  }

  private Predicate<Machine> ofFact(Fact fact) {
    if (comparison.isOfSameness()) {
      Predicate<Machine> same = new Condition(fact, values).test();
      return comparison == Comparison.IS ? same : same.negate();
    }
    return new Condition(fact, values.stream().map(value -> comparison.sign() + value).toList())
        .test();
  }

  private Predicate<Machine> ofField(Field field) {
    if (values.equals(List.of(""))) {
      return isAbsent(field);
    }
    if (field.kind == Field.Kind.TEXT) {
      return ofText(field);
    }
    List<Key> wanted = values.stream().map(field::parsed).toList();
    return machine ->
        field
            .of(machine)
            .filter(told -> wanted.stream().anyMatch(one -> comparison.fits(told.compareTo(one))))
            .isPresent();
  }

  private Predicate<Machine> isAbsent(Field field) {
    if (!comparison.isOfSameness()) {
      throw new IllegalArgumentException("'%s' is compared with nothing".formatted(name));
    }
    return machine -> field.of(machine).isEmpty() == (comparison == Comparison.IS);
  }

  private Predicate<Machine> ofText(Field field) {
    if (!comparison.isOfSameness()) {
      throw new IllegalArgumentException(
          "'%s' is a text: ask %s=PATTERN or %s!=PATTERN".formatted(name, name, name));
    }
    List<Glob> wanted = values.stream().map(field::parsed).map(Key::text).map(Glob::new).toList();
    return machine -> {
      Optional<String> told = field.of(machine).map(Key::text);
      boolean same =
          told.filter(text -> wanted.stream().anyMatch(one -> one.matches(text))).isPresent();
      return same == (comparison == Comparison.IS);
    };
  }
}
