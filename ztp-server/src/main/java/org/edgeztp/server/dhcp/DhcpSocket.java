package org.edgeztp.server.dhcp;

import java.io.IOException;

/** Where packets come from and go to. One thread receives; any number of threads send. */
interface DhcpSocket extends AutoCloseable {
  /** Takes a received packet, which is its own from then on. */
  interface Receiver {
    void received(byte[] packet, Arrival arrival);
  }

  /**
   * Waits for packets for a fraction of a second and hands over those that came.
   *
   * @throws IOException if the network failed; the next call may succeed
   */
  void receive(Receiver receiver) throws IOException;

  /**
   * Sends a packet.
   *
   * @param network whose interface it leaves by, and whose address it comes from
   * @throws IOException if the kernel did not take it
   */
  void send(byte[] packet, Network network, Destination destination) throws IOException;

  /** Only when nobody receives or sends any more. */
  @Override
  void close();
}
