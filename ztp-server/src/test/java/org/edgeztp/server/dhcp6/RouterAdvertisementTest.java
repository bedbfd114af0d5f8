package org.edgeztp.server.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RouterAdvertisementTest {
  @Test
  void tellsThePrefixAndTheNameServerAndThatThereIsNoRouter() {
    assertThat(HexFormat.of().formatHex(RouterAdvertisement.of(World6.network("eth0"))))
        .isEqualTo(
            ("86000000 00c00000 00000000 00000000"
                    + "030440c0 00001c20 00000e10 00000000 fd770000000000000000000000000000"
                    + "19030000 00000e10 fd770000000000000000000000000001")
                .replace(" ", ""));
  }
}
