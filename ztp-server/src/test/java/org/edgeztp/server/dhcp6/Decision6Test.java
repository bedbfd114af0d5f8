package org.edgeztp.server.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.boot.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Decision6Test {
  private static final Dhcp6Settings NETWORK = World6.network("eth0");
  private static final Duid CLIENT = new Duid("000300015254007700ff");
  private static final Duid OTHER = new Duid("00030001525400770099");
  private static final Inet6Address LINK_LOCAL = Ipv6.parse("fe80::5054:ff:fe77:31");
  private static final Inet6Address OWN = Ipv6.parse("fd77::5054:ff:fe77:31");
  private static final Inet6Address STRANGE = Ipv6.parse("fe80::1234:5678:9abc:def0");

  @ParameterizedTest
  @CsvSource({
    "SOLICIT, none, ADVERTISE",
    "REQUEST, us, REPLY",
    "RENEW, us, REPLY",
    "REBIND, none, REPLY",
    "RELEASE, us, REPLY",
    "DECLINE, us, REPLY",
    "CONFIRM, none, REPLY",
    "SOLICIT, us, silent",
    "REQUEST, none, silent",
    "REQUEST, other, silent",
    "RENEW, none, silent",
    "RELEASE, other, silent",
    "CONFIRM, us, silent",
    "ADVERTISE, none, silent",
    "RECONFIGURE, us, silent"
  })
  void answersWhatIsMeantForIt(MessageType type, String server, String answer) {
    Optional<Duid> named =
        switch (server) {
          case "us" -> Optional.of(NETWORK.duid());
          case "other" -> Optional.of(OTHER);
          default -> Optional.empty();
        };
    Reply reply = decide(request(type, named, List.of(ia(1, OWN)), LINK_LOCAL), NETWORK);

    assertThat(reply instanceof Reply.Sent sent ? sent.answer().type().name() : "silent")
        .isEqualTo(answer);
    assertThat(reply.why()).isNotEmpty();
  }

  @Test
  void givesACardTheAddressThatItMakesByItself() {
    assertThat(given(request(List.of(ia(1)), LINK_LOCAL))).contains(OWN);
  }

  @Test
  void takesBackAnAddressThatIsNotTheClients() {
    var renew = request(List.of(ia(1, OWN, Ipv6.parse("fd77::bad"))), LINK_LOCAL);

    assertThat(text(decide(renew, NETWORK)))
        .contains("address: fd77::5054:ff:fe77:31, preferred for 3600 s, valid for 7200 s")
        .contains("address: fd77::bad, preferred for 0 s, valid for 0 s");
  }

  @Test
  void hasOneAddressForACard() {
    assertThat(text(decide(request(List.of(ia(1), ia(2)), LINK_LOCAL), NETWORK)))
        .contains("addresses for 00000002", "status: 2 a network card has one address here");
  }

  @Test
  void givesStrangersEachTheirOwnAndAlwaysTheSame() {
    Inet6Address first = given(request(List.of(ia(1)), STRANGE)).orElseThrow();

    assertThat(given(request(List.of(ia(1)), STRANGE))).contains(first);
    assertThat(given(request(List.of(ia(2)), STRANGE))).isNotEqualTo(Optional.of(first));
    assertThat(NETWORK.contains(first)).isTrue();
    assertThat(Ipv6.mac(first)).isEmpty();
  }

  @Test
  void skipsTwoMessagesOnlyWhereThatIsAllowed() {
    Request hasty =
        new Request(
            MessageType.SOLICIT,
            1,
            Optional.of(CLIENT),
            Optional.empty(),
            List.of(ia(1)),
            Set.of(),
            Optional.empty(),
            Set.of(),
            List.of(),
            true,
            List.of(),
            LINK_LOCAL);

    assertThat(text(decide(hasty, NETWORK))).startsWith("ADVERTISE");
    assertThat(text(decide(hasty, World6.network("eth0", true)))).startsWith("REPLY");
  }

  @ParameterizedTest
  @CsvSource({"fd77::5, status: 0", "fd78::5, status: 4"})
  void confirmsWhatIsOfItsLink(String address, String status) {
    var confirm =
        request(
            MessageType.CONFIRM, Optional.empty(), List.of(ia(1, Ipv6.parse(address))), LINK_LOCAL);

    assertThat(text(decide(confirm, NETWORK))).contains(status);
  }

  @Test
  void knowsTheCardFromTheRelayFirstAndNeverFromTheIdentifier() {
    var card = new MacAddress("52:54:00:77:00:55");
    var relay =
        new Relay(
            0,
            Ipv6.parse("fd77::2"),
            Ipv6.parse("fe80::5054:ff:fe77:66"),
            Optional.empty(),
            Optional.of(card));

    assertThat(relayed(relay).card()).contains(card);
    assertThat(
            relayed(new Relay(0, relay.link(), relay.peer(), Optional.empty(), Optional.empty()))
                .card())
        .contains(new MacAddress("52:54:00:77:00:66"));
    assertThat(request(List.of(ia(1)), STRANGE).card()).isEmpty();
    assertThat(request(List.of(ia(1)), OWN).card()).isEmpty();
  }

  @ParameterizedTest(name = "{0} from behind a relay {1}: held {2}")
  @CsvSource({
    "SOLICIT, false, true",
    "RENEW, false, true",
    "RELEASE, false, false",
    "DECLINE, false, false",
    "SOLICIT, true, false"
  })
  void answersNothingNewWhereAnotherServerDoes(MessageType type, boolean relay, boolean held) {
    var handler =
        new Dhcp6Handler(
            List.of(NETWORK),
            World6::install,
            link -> Optional.of("another answers on " + link),
            Clock.systemUTC());
    boolean named = type != MessageType.SOLICIT;
    Request request =
        relay
            ? relayed(
                new Relay(0, Ipv6.parse("fd77::2"), LINK_LOCAL, Optional.empty(), Optional.empty()))
            : request(
                type,
                named ? Optional.of(NETWORK.duid()) : Optional.empty(),
                List.of(ia(1, OWN)),
                LINK_LOCAL);

    Reply reply = handler.answer(request, Optional.of("eth0"));

    if (held) {
      assertThat(reply).isEqualTo(new Reply.Silent("another answers on eth0"));
    } else {
      assertThat(reply).isInstanceOf(Reply.Sent.class);
    }
  }

  /** A machine that boots so is told of: systems ask as well, whatever they booted by. */
  @Test
  void tellsThatFirmwareIsNotAnsweredWhereAnotherServerIs() {
    var handler =
        new Dhcp6Handler(
            List.of(NETWORK),
            World6::install,
            link -> Optional.of("another answers on " + link),
            Clock.systemUTC());
    var firmware =
        new Request(
            MessageType.SOLICIT,
            1,
            Optional.of(CLIENT),
            Optional.empty(),
            List.of(ia(1)),
            Set.of(),
            Optional.of("PXEClient:Arch:00007:UNDI:003016"),
            Set.of(),
            List.of(7),
            false,
            List.of(),
            LINK_LOCAL);

    assertThat(handler.answer(firmware, Optional.of("eth0")))
        .isEqualTo(new Reply.Refused("link eth0", "another answers on eth0"));
  }

  @Test
  void takesAProbeOfAnotherServerForNoMachine() throws BadPacket {
    byte[] probe = ServerProbe6.questions(UUID.randomUUID()).getFirst();
    assertThat(PacketCodec.decode(probe, LINK_LOCAL))
        .isInstanceOfSatisfying(
            Decoded.Message.class,
            message -> {
              assertThat(message.request().vendorClass())
                  .contains("PXEClient:Arch:00007:UNDI:003016");
              assertThat(message.request().architectures()).containsExactly(7);
              assertThat(Clients.firmware(message.request())).isEqualTo(Firmware.NONE);
            });
  }

  @Test
  void servesLinksItKnowsOnly() {
    var handler =
        new Dhcp6Handler(
            List.of(NETWORK), World6::install, _ -> Optional.empty(), Clock.systemUTC());
    Request direct = request(List.of(ia(1)), LINK_LOCAL);
    Request afar =
        relayed(
            new Relay(0, Ipv6.parse("fd99::1"), LINK_LOCAL, Optional.empty(), Optional.empty()));

    assertThat(handler.answer(direct, Optional.of("eth0"))).isInstanceOf(Reply.Sent.class);
    assertThat(handler.answer(direct, Optional.of("eth1")).why())
        .isEqualTo("from an interface that is not served");
    assertThat(handler.answer(afar, Optional.empty()).why())
        .isEqualTo("relayed from a link of fd99::1, which is on no subnet");
  }

  private static Request relayed(Relay relay) {
    return new Request(
        MessageType.SOLICIT,
        1,
        Optional.of(CLIENT),
        Optional.empty(),
        List.of(ia(1)),
        Set.of(),
        Optional.empty(),
        Set.of(),
        List.of(),
        false,
        List.of(relay),
        Ipv6.parse("fd99::2"));
  }

  private static Optional<Inet6Address> given(Request request) {
    return decide(request, NETWORK) instanceof Reply.Sent sent ? sent.address() : Optional.empty();
  }

  private static Reply decide(Request request, Dhcp6Settings network) {
    return Decision.decide(request, Optional.empty(), network);
  }

  private static String text(Reply reply) {
    return PacketText6.of(reply);
  }

  private static Request request(List<Association> associations, Inet6Address source) {
    return request(MessageType.SOLICIT, Optional.empty(), associations, source);
  }

  private static Request request(
      MessageType type,
      Optional<Duid> server,
      List<Association> associations,
      Inet6Address source) {
    return new Request(
        type,
        1,
        Optional.of(CLIENT),
        server,
        associations,
        Set.of(),
        Optional.empty(),
        Set.of(),
        List.of(),
        false,
        List.of(),
        source);
  }

  private static Association ia(int id, Inet6Address... addresses) {
    return new Association(id, List.of(addresses));
  }
}
