package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A real host sits on the first address of the pool, 10.77.0.50, before a client comes. */
class SquatterTest {
  @Test
  void isFoundAndItsAddressNotOffered() throws IOException {
    try (var served =
        new ServedNetwork(
            "ip", "addr", "add", "10.77.0.50/24", "dev", PrivateNetwork.CLIENT_SIDE)) {
      served.awaitSaid("probed");

      assertThat(served.onClient("busybox", "udhcpc", "-fqn", "-s", "/bin/true", "-i", "ztc"))
          .contains("lease of 10.77.0.51 obtained from 10.77.0.1");

      assertThat(served.said)
          .filteredOn(line -> line.contains("is used by"))
          .singleElement()
          .asString()
          .contains("zts: 10.77.0.50 is used by 52:54:00:77:00:31, which did not get it here");
    }
  }
}
