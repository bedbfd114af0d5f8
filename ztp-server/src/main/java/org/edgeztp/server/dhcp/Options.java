package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.lease.Ipv4;

/** Options by number, in the order they came or shall go. A value may be longer than 255 bytes. */
final class Options {
  private final Map<Integer, byte[]> values;

  private Options(Map<Integer, byte[]> values) {
    this.values = values;
  }

  static Builder builder() {
    return new Builder();
  }

  boolean has(int code) {
    return values.containsKey(code);
  }

  /** The value itself, not a copy: not to be written to. */
  Optional<byte[]> get(int code) {
    return Optional.ofNullable(values.get(code));
  }

  /** Text as firmware sends it: sometimes with the NUL that ends strings in C. */
  Optional<String> text(int code) {
    return get(code).map(value -> new String(value, ISO_8859_1).replaceAll("\0+$", ""));
  }

  /**
   * An address.
   *
   * @throws BadPacket if the option is there and has not four bytes
   */
  Optional<Inet4Address> address(int code) throws BadPacket {
    byte[] value = values.get(code);
    if (value == null) {
      return Optional.empty();
    }
    if (value.length != 4) {
      throw new BadPacket("option " + code + " has " + value.length + " bytes, not 4");
    }
    return Optional.of(Ipv4.of(value));
  }

  Set<Integer> codes() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Gathers options; the order of the calls is the order on the wire. */
  static final class Builder {
    private final Map<Integer, byte[]> values = new LinkedHashMap<>();

    boolean has(int code) {
      return values.containsKey(code);
    }

    byte[] get(int code, byte[] absent) {
      return values.getOrDefault(code, absent);
    }

    Builder bytes(int code, byte... value) {
      values.put(code, value);
      return this;
    }

    /** Adds to what the option has already: how RFC 3396 reads an option that occurs again. */
    Builder append(int code, byte[] more) {
      byte[] before = values.get(code);
      return before == null
          ? bytes(code, more)
          : bytes(
              code, ByteBuffer.allocate(before.length + more.length).put(before).put(more).array());
    }

    Builder text(int code, String value) {
      return bytes(code, value.getBytes(ISO_8859_1));
    }

    Builder seconds(int code, Duration value) {
      return bytes(code, ByteBuffer.allocate(4).putInt((int) value.toSeconds()).array());
    }

    Builder address(int code, Inet4Address value) {
      return bytes(code, value.getAddress());
    }

    /** Left out when there are none. */
    Builder addresses(int code, List<Inet4Address> addresses) {
      if (addresses.isEmpty()) {
        return this;
      }
      var value = new ByteArrayOutputStream();
      addresses.forEach(address -> value.writeBytes(address.getAddress()));
      return bytes(code, value.toByteArray());
    }

    /** Copies options that the client sent and wants to see again, unchanged. */
    Builder echo(Options request, int... codes) {
      for (int code : codes) {
        request.get(code).ifPresent(value -> bytes(code, value));
      }
      return this;
    }

    /** The builder is not to be used after this. */
    Options build() {
      return new Options(values);
    }
  }
}
