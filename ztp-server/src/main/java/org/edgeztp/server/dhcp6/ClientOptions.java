package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What clients tell of themselves, read with patience: firmware is not always exact. */
final class ClientOptions {
  private static final int AFTER_ENTERPRISE = 4;

  private ClientOptions() {}

  static Set<Integer> asks(Options options) {
    Set<Integer> codes = new HashSet<>();
    options.get(OptionCode.REQUESTED).ifPresent(value -> codes.addAll(words(value)));
    return codes;
  }

  /** In the order the client likes them (RFC 5970 section 3.3). */
  static List<Integer> architectures(Options options) {
    return options.get(OptionCode.CLIENT_ARCHITECTURE).map(ClientOptions::words).orElse(List.of());
  }

  /** As {@code PXEClient:Arch:00007:UNDI:003000}, whatever the enterprise before it. */
  static Optional<String> vendorClass(Options options) {
    return options
        .get(OptionCode.VENDOR_CLASS)
        .filter(value -> value.length > AFTER_ENTERPRISE)
        .flatMap(
            value -> texts(ByteBuffer.wrap(value).position(AFTER_ENTERPRISE)).stream().findFirst());
  }

  static Set<String> userClasses(Options options) {
    Set<String> classes = new LinkedHashSet<>();
    for (byte[] value : options.every(OptionCode.USER_CLASS)) {
      classes.addAll(texts(ByteBuffer.wrap(value)));
    }
    return classes;
  }

  private static List<Integer> words(byte[] value) {
    List<Integer> words = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(value);
    while (in.remaining() >= 2) {
      words.add(in.getShort() & 0xffff);
    }
    return words;
  }

  /** Texts with their length before them in two bytes; what does not fit any more is left out. */
  private static List<String> texts(ByteBuffer in) {
    List<String> texts = new ArrayList<>();
    while (in.remaining() >= 2) {
      byte[] text = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
      in.get(text);
      texts.add(new String(text, ISO_8859_1));
    }
    return texts;
  }
}
