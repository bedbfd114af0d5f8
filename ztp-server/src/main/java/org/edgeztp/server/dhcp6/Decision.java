package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** What to answer, once it is known what the client shall boot: RFC 8415 section 18.3. */
final class Decision {
  /** Clients take this offer at once and wait for no other (section 18.2.1). */
  private static final byte FIRST_CHOICE = (byte) 255;

  /**
   * What a client shall boot.
   *
   * @param url where it is; empty when the client can fetch nothing of it
   */
  record Boot(Client client, BootTarget target, Optional<String> url) {}

  private Decision() {}

  /**
   * @param boot absent for a client whose card is not known
   */
  static Reply decide(Request request, Optional<Boot> boot, Dhcp6Settings network) {
    Optional<String> fault = fault(request, network);
    if (fault.isPresent()) {
      return new Reply.Silent(fault.get());
    }
    return switch (request.type()) {
      case SOLICIT -> solicited(request, boot, network);
      case REQUEST -> lease(MessageType.REPLY, request, start(request, network), boot, network);
      case RENEW, REBIND ->
          lease(MessageType.REPLY, request, start(request, network), Optional.empty(), network);
      case CONFIRM -> confirm(request, network);
      case RELEASE -> done(request, "released", network);
      case DECLINE -> done(request, "declined, as somebody else uses it", network);
      case INFORMATION_REQUEST -> inform(request, boot, network);
      case ADVERTISE, REPLY, RECONFIGURE ->
          new Reply.Silent("clients do not send " + request.type());
    };
  }

  static boolean isForUs(Request request, Dhcp6Settings network) {
    return fault(request, network).isEmpty();
  }

  /** Why a message is not for us or not whole: RFC 8415 section 16. */
  private static Optional<String> fault(Request request, Dhcp6Settings network) {
    boolean informs = request.type() == MessageType.INFORMATION_REQUEST;
    if (request.client().isEmpty() && !informs) {
      return Optional.of("the client does not name itself");
    }
    if (request.server().filter(server -> !server.equals(network.duid())).isPresent()) {
      return Optional.of("for another server");
    }
    boolean named = request.server().isPresent();
    return switch (request.type()) {
      case SOLICIT, CONFIRM, REBIND ->
          named ? Optional.of(request.type() + " to a server by name") : Optional.empty();
      case REQUEST, RENEW, RELEASE, DECLINE ->
          named ? Optional.empty() : Optional.of(request.type() + " to no server by name");
      case INFORMATION_REQUEST, ADVERTISE, REPLY, RECONFIGURE -> Optional.empty();
    };
  }

  private static Reply solicited(Request request, Optional<Boot> boot, Dhcp6Settings network) {
    Options.Builder options = start(request, network);
    if (request.rapidCommit() && network.rapidCommit()) {
      return lease(
          MessageType.REPLY, request, options.bytes(OptionCode.RAPID_COMMIT), boot, network);
    }
    return lease(
        MessageType.ADVERTISE,
        request,
        options.bytes(OptionCode.PREFERENCE, FIRST_CHOICE),
        boot,
        network);
  }

  private static Reply lease(
      MessageType type,
      Request request,
      Options.Builder options,
      Optional<Boot> boot,
      Dhcp6Settings network) {
    if (request.associations().isEmpty()) {
      return new Reply.Silent(request.type() + " without an address to ask for (IA_NA)");
    }
    Optional<Inet6Address> given = Optional.empty();
    for (Association association : request.associations()) {
      Optional<Inet6Address> address = Addresses.of(request, association, network);
      options.bytes(OptionCode.IA_NA, association(association, address, network));
      given = given.or(() -> address);
    }
    network(options, request, network);
    boot.ifPresent(
        known -> known.url().ifPresent(url -> BootUrl.write(options, known.client(), url)));
    return new Reply.Sent(
        new Answer(request, type, options.build()),
        given,
        boot.map(Decision::why).orElse("it asks for an address only"));
  }

  /** An address the client has beside its own is taken back: section 18.3.4. */
  private static byte[] association(
      Association association, Optional<Inet6Address> own, Dhcp6Settings network) {
    Options.Builder inner = Options.builder();
    own.ifPresentOrElse(
        address -> inner.bytes(OptionCode.IA_ADDRESS, lifetimes(address, seconds(network))),
        () -> inner.status(Status.NO_ADDRESS, "a network card has one address here"));
    association.addresses().stream()
        .filter(address -> own.filter(address::equals).isEmpty())
        .distinct()
        .forEach(address -> inner.bytes(OptionCode.IA_ADDRESS, lifetimes(address, 0)));
    byte[] options = inner.build().bytes();
    int preferred = seconds(network);
    return ByteBuffer.allocate(12 + options.length)
        .putInt(association.id())
        .putInt(preferred / 2)
        .putInt(preferred / 5 * 4)
        .put(options)
        .array();
  }

  private static byte[] lifetimes(Inet6Address address, int preferred) {
    return ByteBuffer.allocate(24)
        .put(address.getAddress())
        .putInt(preferred)
        .putInt(2 * preferred)
        .array();
  }

  private static Reply confirm(Request request, Dhcp6Settings network) {
    var addresses =
        request.associations().stream().flatMap(one -> one.addresses().stream()).toList();
    if (addresses.isEmpty()) {
      return new Reply.Silent("CONFIRM without an address");
    }
    boolean here = addresses.stream().allMatch(network::contains);
    String why = here ? "all addresses are of this link" : "this link is " + network;
    return status(request, here ? Status.SUCCESS : Status.NOT_ON_LINK, why, network);
  }

  private static Reply done(Request request, String what, Dhcp6Settings network) {
    String addresses =
        request.associations().stream()
            .flatMap(one -> one.addresses().stream())
            .map(Ipv6::text)
            .reduce((a, b) -> a + ", " + b)
            .orElse("no address");
    return status(request, Status.SUCCESS, addresses + " " + what, network);
  }

  private static Reply status(Request request, Status status, String why, Dhcp6Settings network) {
    Options options = start(request, network).status(status, why).build();
    return new Reply.Sent(new Answer(request, MessageType.REPLY, options), Optional.empty(), why);
  }

  private static Reply inform(Request request, Optional<Boot> boot, Dhcp6Settings network) {
    if (!request.associations().isEmpty()) {
      return new Reply.Silent("INFORMATION-REQUEST for addresses");
    }
    Options.Builder options = start(request, network);
    network(options, request, network);
    boot.ifPresent(
        known -> known.url().ifPresent(url -> BootUrl.write(options, known.client(), url)));
    return new Reply.Sent(
        new Answer(request, MessageType.REPLY, options.build()),
        Optional.empty(),
        boot.map(Decision::why).orElse("the client has its address from elsewhere"));
  }

  private static Options.Builder start(Request request, Dhcp6Settings network) {
    Options.Builder options = Options.builder();
    request.client().ifPresent(client -> options.bytes(OptionCode.CLIENT_ID, client.bytes()));
    return options.bytes(OptionCode.SERVER_ID, network.duid().bytes());
  }

  private static void network(Options.Builder options, Request request, Dhcp6Settings network) {
    if (request.asks(OptionCode.DNS)) {
      options.addresses(OptionCode.DNS, network.dns());
    }
  }

  private static String why(Boot boot) {
    boolean unfit = boot.url().isEmpty() && !(boot.target() instanceof BootTarget.Nothing);
    return unfit
        ? "%s cannot boot %s (%s)"
            .formatted(
                boot.client().firmware(),
                boot.target().getClass().getSimpleName(),
                boot.target().why())
        : boot.target().why();
  }

  private static int seconds(Dhcp6Settings network) {
    return (int) network.lifetime().toSeconds();
  }
}
