package org.edgeztp.server.dhcp6;

import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options by number, in the order they came or shall go; each may occur several times. */
final class Options {
  private final Map<Integer, List<byte[]>> values;

  private Options(Map<Integer, List<byte[]>> values) {
    this.values = values;
  }

  /**
   * Reads what is left of a packet or of an option that holds options.
   *
   * @throws BadPacket if an option runs past the end
   */
  static Options read(ByteBuffer in) throws BadPacket {
    Builder options = builder();
    while (in.hasRemaining()) {
      if (in.remaining() < 4) {
        throw new BadPacket("cut off within the head of an option");
      }
      int code = in.getShort() & 0xffff;
      int length = in.getShort() & 0xffff;
      if (length > in.remaining()) {
        throw new BadPacket("option " + code + " runs past the end");
      }
      byte[] value = new byte[length];
      in.get(value);
      options.bytes(code, value);
    }
    return options.build();
  }

  static Builder builder() {
    return new Builder();
  }

  boolean has(int code) {
    return values.containsKey(code);
  }

  /** The first value itself, not a copy: not to be written to. */
  Optional<byte[]> get(int code) {
    return every(code).stream().findFirst();
  }

  List<byte[]> every(int code) {
    return values.getOrDefault(code, List.of());
  }

  Set<Integer> codes() {
    return Collections.unmodifiableSet(values.keySet());
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    values.forEach((code, all) ->
        all.forEach(value -> {
          out.writeBytes(
              ByteBuffer.allocate(4)
                  .putShort(code.shortValue())
                  .putShort((short) value.length)
                  .array());
          out.writeBytes(value);
        }));
    return out.toByteArray();
  }

  /** Gathers options; the order of the calls is the order on the wire. */
  static final class Builder {
    private final Map<Integer, List<byte[]>> values = new LinkedHashMap<>();

    Builder bytes(int code, byte... value) {
      values.computeIfAbsent(code, _ -> new ArrayList<>()).add(value);
      return this;
    }

    Builder text(int code, String value) {
      return bytes(code, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Left out when there are none. */
    Builder addresses(int code, List<Inet6Address> addresses) {
      if (addresses.isEmpty()) {
        return this;
      }
      var value = new ByteArrayOutputStream();
      addresses.forEach(address -> value.writeBytes(address.getAddress()));
      return bytes(code, value.toByteArray());
    }

    Builder status(Status status, String why) {
      byte[] text = why.getBytes(StandardCharsets.UTF_8);
      return bytes(
          OptionCode.STATUS,
          ByteBuffer.allocate(2 + text.length).putShort(status.code()).put(text).array());
    }

    Options build() {
      return new Options(new LinkedHashMap<>(values));
    }
  }
}
