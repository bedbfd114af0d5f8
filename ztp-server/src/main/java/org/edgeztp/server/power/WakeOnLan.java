package org.edgeztp.server.power;

import static org.edgeztp.server.power.PowerAction.NETBOOT;
import static org.edgeztp.server.power.PowerAction.NETBOOT_OTHERWISE;
import static org.edgeztp.server.power.PowerAction.ON;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;

/**
 * Wake-on-LAN: six bytes FF and sixteen times the card's address (AMD, Magic Packet Technology,
 * 1995), to the link's broadcast address. Nothing answers it.
 */
final class WakeOnLan implements PowerDriver {
  private static final int REPEATS = 16;
  private static final int MAC = 6;

  @Override
  public Reading read(Bmc bmc, Target machine) {
    return Reading.UNKNOWN;
  }

  @Override
  public Abilities probe(Bmc bmc, Target machine) {
    return new Abilities(EnumSet.of(ON, NETBOOT, NETBOOT_OTHERWISE), Map.of());
  }

  @Override
  public void act(Bmc bmc, Target machine, PowerAction action) throws PowerException {
    switch (action) {
      // Where it boots from is for its own boot order to say.
      case ON, NETBOOT, NETBOOT_OTHERWISE -> send(bmc, magic(machine));
      case OFF, SOFT_OFF, CYCLE, BOOT_MEDIA, EJECT_MEDIA ->
          throw new PowerException("Wake-on-LAN can power a machine on and nothing else");
    }
  }

  static byte[] magic(Target machine) {
    byte[] packet = new byte[MAC + REPEATS * MAC];
    Arrays.fill(packet, 0, MAC, (byte) 0xff);
    for (int i = 1; i <= REPEATS; i++) {
      System.arraycopy(machine.mac().bytes(), 0, packet, i * MAC, MAC);
    }
    return packet;
  }

  private static void send(Bmc bmc, byte[] packet) throws PowerException {
    try (var socket = new DatagramSocket()) {
      socket.setBroadcast(true);
      socket.send(
          new DatagramPacket(
              packet, packet.length, InetAddress.getByName(bmc.address()), bmc.port()));
    } catch (IOException e) {
      throw new PowerException(
          "sending a magic packet to " + bmc.address() + ": " + e.getMessage());
    }
  }
}
