package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.Optional;

/**
 * How a packet came in.
 *
 * @param network whose interface it came in on; empty where that is none of ours
 * @param port the server's port that it came to: 67, or 4011 for a boot server
 * @param source who sent it, as the IP header says
 */
record Arrival(Optional<Network> network, int port, Inet4Address source, int sourcePort) {}
