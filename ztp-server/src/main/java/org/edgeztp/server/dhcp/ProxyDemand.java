package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** What a packet is about where another server leases the addresses. */
sealed interface ProxyDemand {
  /** A boot client looks for servers. */
  record Offer() implements ProxyDemand {}

  /** A boot client asks the boot server what to boot, with the address that it has. */
  record Boot(Inet4Address address) implements ProxyDemand {}

  /** A client tells everybody whose address it takes. */
  record Takes(Inet4Address address) implements ProxyDemand {}

  /** Nothing that concerns this server. */
  record Ignore(String why) implements ProxyDemand {}

  static ProxyDemand of(DhcpRequest request, Client client, Arrival arrival) {
    return switch (request.type()) {
      case DISCOVER ->
          boots(client) ? new Offer() : new Ignore("its address is the matter of another server");
      case REQUEST ->
          arrival.port() == DhcpSettings.BOOT_SERVER_PORT
              ? boot(request, client, arrival)
              : request
                  .requested()
                  .or(request::ownAddress)
                  .<ProxyDemand>map(Takes::new)
                  .orElseGet(() -> new Ignore("REQUEST without an address"));
      case OFFER, ACK, NAK, DECLINE, RELEASE, INFORM ->
          new Ignore(request.type() + " is the matter of another server");
    };
  }

  private static ProxyDemand boot(DhcpRequest request, Client client, Arrival arrival) {
    if (!boots(client)) {
      return new Ignore("the boot server is for boot clients");
    }
    Inet4Address address = request.ownAddress().orElse(arrival.source());
    return address.equals(Ipv4.ANY)
        ? new Ignore("the boot server answers clients with an address only")
        : new Boot(address);
  }

  /** Whether the client's firmware boots from here. */
  static boolean boots(Client client) {
    return switch (client.firmware()) {
      case BIOS, UEFI, UEFI_HTTP, IPXE -> true;
      case ONIE, SONIC, SWITCH_SYSTEM, GRUB, RASPBERRY_PI, NONE -> false;
    };
  }

  /** Whether the client is the PXE client of UEFI firmware. */
  static boolean isUefi(Client client) {
    return client.firmware() == Firmware.UEFI;
  }
}
