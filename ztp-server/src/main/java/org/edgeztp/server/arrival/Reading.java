package org.edgeztp.server.arrival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.power.Bmc;
import org.edgeztp.server.tls.Fingerprint;

/**
 * What a line says, or everything that is wrong with it.
 *
 * @param told empty when there are mishaps
 */
record Reading(Optional<Announcement> told, Optional<String> site, List<Mishap> mishaps) {
  static final List<String> FIELDS =
      List.of(
          "name",
          "site",
          "mac",
          "serial",
          "uuid",
          "rack",
          "unit",
          "profile",
          "bmc-driver",
          "bmc-address",
          "bmc-port",
          "bmc-user",
          "bmc-password",
          "bmc-certificate");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern SERIAL = Pattern.compile("[!-~]([ -~]{0,254}[!-~])?");
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern RACK = Pattern.compile("[^\\p{Cntrl}]{1,64}");
  private static final Pattern UNIT = Pattern.compile("[1-9][0-9]?");
  private static final Pattern NOT_TOLD =
      Pattern.compile(
          "(?i)to be filled by o\\.?e\\.?m\\.?|default string|(system )?serial number|none|n/a|[0x.-]+");

  static Reading of(Map<String, String> fields) {
    return new Reader(fields).read();
  }

  /** Reads one line; collects what is wrong with it. */
  private static final class Reader {
    private final Map<String, String> fields;
    private final List<Mishap> mishaps = new ArrayList<>();

    Reader(Map<String, String> fields) {
      this.fields = fields;
    }

    Reading read() {
      new TreeSet<>(fields.keySet())
          .stream()
              .filter(field -> !FIELDS.contains(field))
              .forEach(field ->
                  mishaps.add(
                      new Mishap(field, "no such field; there are " + String.join(", ", FIELDS))));
      Optional<String> name =
          shaped("name", NAME, "is no name: lower-case letters, digits, dashes");
      List<MacAddress> macs = macs();
      Optional<String> serial = shaped("serial", SERIAL, "is no serial number");
      serial
          .filter(NOT_TOLD.asMatchPredicate())
          .ifPresent(text ->
              mishaps.add(
                  new Mishap(
                      "serial", "'" + text + "' is what boards without one tell: leave it out")));
      Optional<String> uuid = shaped("uuid", UUID, "is no UUID: 8-4-4-4-12 hexadecimal digits");
      Optional<String> rack = shaped("rack", RACK, "is longer than 64 characters");
      Optional<Integer> unit =
          shaped("unit", UNIT, "is no unit of a rack: 1 to 99").map(Integer::valueOf);
      Optional<Bmc> bmc = bmc();
      if (text("mac").or(() -> text("serial")).or(() -> text("uuid")).isEmpty()) {
        mishaps.add(new Mishap("mac", "say which machine it is, by mac, serial or uuid"));
      }
      return new Reading(
          mishaps.isEmpty()
              ? Optional.of(
                  new Announcement(
                      name,
                      macs,
                      serial,
                      uuid.map(text -> text.toLowerCase(Locale.ROOT)),
                      rack,
                      unit,
                      text("profile"),
                      bmc))
              : Optional.empty(),
          text("site"),
          List.copyOf(mishaps));
    }

    private Optional<String> text(String field) {
      return Optional.ofNullable(fields.get(field)).map(String::strip).filter(t -> !t.isEmpty());
    }

    private Optional<String> shaped(String field, Pattern shape, String otherwise) {
      Optional<String> text = text(field);
      text.filter(shape.asMatchPredicate().negate())
          .ifPresent(bad -> mishaps.add(new Mishap(field, "'" + bad + "' " + otherwise)));
      return text;
    }

    private List<MacAddress> macs() {
      return text("mac").stream()
          .flatMap(text -> Arrays.stream(text.split("[\\s;,]+")))
          .flatMap(one -> checked("mac", one, MacAddress::parse).stream())
          .distinct()
          .toList();
    }

    private Optional<Bmc> bmc() {
      if (text("bmc-address").isEmpty()) {
        FIELDS.stream()
            .filter(field -> field.startsWith("bmc-") && text(field).isPresent())
            .findFirst()
            .ifPresent(
                field -> mishaps.add(new Mishap("bmc-address", "is missing beside " + field)));
        return Optional.empty();
      }
      Optional<Bmc.Driver> driver =
          checked("bmc-driver", text("bmc-driver").orElse("ipmi"), Bmc.Driver::named);
      Optional<Integer> port =
          text("bmc-port").flatMap(text -> checked("bmc-port", text, Reading::port));
      return driver.flatMap(known ->
          checked(
              "bmc-address",
              text("bmc-address").orElseThrow(),
              address ->
                  new Bmc(
                      known,
                      address,
                      port.orElse(known.usualPort()),
                      text("bmc-user").orElse(""),
                      fields.getOrDefault("bmc-password", ""),
                      text("bmc-certificate").map(Fingerprint::parse))));
    }

    private <T> Optional<T> checked(String field, String text, Function<String, T> reader) {
      try {
        return Optional.of(reader.apply(text));
      } catch (IllegalArgumentException e) {
        mishaps.add(new Mishap(field, String.valueOf(e.getMessage())));
        return Optional.empty();
      }
    }
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("'" + text + "' is no port");
    }
    return Integer.parseInt(text);
  }
}
