package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;

/** Bytes to requests and answers to bytes, with what relays put around them. */
final class PacketCodec {
  /** HOP_COUNT_LIMIT of RFC 8415 section 7.6. */
  private static final int MOST_RELAYS = 8;

  private static final int RELAY_HEADER = 34;
  private static final short ETHERNET = 1;

  private PacketCodec() {}

  /** Never throws, whatever the bytes are. */
  static Decoded decode(byte[] packet, Inet6Address source) {
    try {
      List<Relay> relays = new ArrayList<>();
      ByteBuffer message = ByteBuffer.wrap(packet);
      while (message.hasRemaining()
          && message.get(message.position()) == MessageType.RELAY_FORWARD) {
        message = unwrap(message, relays);
      }
      return new Decoded.Message(read(message, relays.reversed(), source));
    } catch (BadPacket e) {
      return new Decoded.Malformed(e.reason());
    }
  }

  private static ByteBuffer unwrap(ByteBuffer in, List<Relay> relays) throws BadPacket {
    if (relays.size() == MOST_RELAYS) {
      throw new BadPacket("more than " + MOST_RELAYS + " relays around one another");
    }
    if (in.remaining() < RELAY_HEADER) {
      throw new BadPacket("a relay's message of " + in.remaining() + " bytes");
    }
    in.get();
    int hops = in.get() & 0xff;
    Inet6Address link = address(in);
    Inet6Address peer = address(in);
    Options options = Options.read(in);
    relays.add(
        new Relay(
            hops,
            link,
            peer,
            options.get(OptionCode.INTERFACE_ID).map(HexFormat.of()::formatHex),
            options.get(OptionCode.LINK_LAYER_ADDRESS).flatMap(PacketCodec::card)));
    return options
        .get(OptionCode.RELAY_MESSAGE)
        .map(ByteBuffer::wrap)
        .orElseThrow(() -> new BadPacket("a relay's message without a message in it"));
  }

  private static Request read(ByteBuffer in, List<Relay> relays, Inet6Address source)
      throws BadPacket {
    if (in.remaining() < 4) {
      throw new BadPacket("cut off after " + in.remaining() + " bytes");
    }
    int head = in.getInt();
    MessageType type = MessageType.of(head >>> 24);
    Options options = Options.read(in);
    return new Request(
        type,
        head & 0xffffff,
        duid(options, OptionCode.CLIENT_ID),
        duid(options, OptionCode.SERVER_ID),
        associations(options),
        ClientOptions.asks(options),
        ClientOptions.vendorClass(options),
        ClientOptions.userClasses(options),
        ClientOptions.architectures(options),
        options.has(OptionCode.RAPID_COMMIT),
        relays,
        source);
  }

  private static Optional<Duid> duid(Options options, int code) throws BadPacket {
    Optional<byte[]> value = options.get(code);
    return value.isPresent() ? Optional.of(Duid.of(value.get())) : Optional.empty();
  }

  private static List<Association> associations(Options options) throws BadPacket {
    List<Association> found = new ArrayList<>();
    for (byte[] value : options.every(OptionCode.IA_NA)) {
      if (value.length < 12) {
        throw new BadPacket("an IA_NA of " + value.length + " bytes");
      }
      ByteBuffer in = ByteBuffer.wrap(value);
      int id = in.getInt();
      List<Inet6Address> addresses = new ArrayList<>();
      for (byte[] wish : Options.read(in.position(12)).every(OptionCode.IA_ADDRESS)) {
        if (wish.length < 24) {
          throw new BadPacket("an IA address of " + wish.length + " bytes");
        }
        addresses.add(address(ByteBuffer.wrap(wish)));
      }
      found.add(new Association(id, addresses));
    }
    return found;
  }

  private static Inet6Address address(ByteBuffer in) {
    byte[] bytes = new byte[16];
    in.get(bytes);
    return Ipv6.of(bytes);
  }

  private static Optional<MacAddress> card(byte[] value) {
    boolean ethernet = value.length == 8 && ByteBuffer.wrap(value).getShort() == ETHERNET;
    return ethernet
        ? Optional.of(MacAddress.of(java.util.Arrays.copyOfRange(value, 2, 8)))
        : Optional.empty();
  }

  /** The answer, within as many relay messages as the request came in. */
  static byte[] encode(Answer answer) {
    Request request = answer.request();
    byte[] options = answer.options().bytes();
    byte[] message =
        ByteBuffer.allocate(4 + options.length)
            .putInt(answer.type().code() << 24 | request.transaction())
            .put(options)
            .array();
    for (Relay relay : request.relays()) {
      message = wrap(relay, message);
    }
    return message;
  }

  private static byte[] wrap(Relay relay, byte[] message) {
    Options.Builder builder = Options.builder();
    relay
        .interfaceId()
        .ifPresent(id -> builder.bytes(OptionCode.INTERFACE_ID, HexFormat.of().parseHex(id)));
    byte[] options = builder.bytes(OptionCode.RELAY_MESSAGE, message).build().bytes();
    return ByteBuffer.allocate(RELAY_HEADER + options.length)
        .put((byte) MessageType.RELAY_REPLY)
        .put((byte) relay.hops())
        .put(relay.link().getAddress())
        .put(relay.peer().getAddress())
        .put(options)
        .array();
  }
}
