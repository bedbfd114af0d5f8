package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.edgeztp.inventory.lease.Ipv4;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionCodecTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 510, 511, 1000})
  void writesLongOptionsInPiecesAndJoinsThemAgain(int length) throws BadPacket {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    Options options =
        Options.builder().bytes(43, value).text(67, "x").address(54, World.SERVER).build();

    byte[] written = OptionCodec.write(options);
    Options read =
        OptionCodec.read(ByteBuffer.allocate(240 + written.length).put(240, written).array());

    assertThat(read.codes()).containsExactly(43, 67, 54);
    assertThat(read.get(43)).contains(value);
    assertThat(read.address(54)).contains(World.SERVER);
  }

  @Test
  void leavesOutTheNulThatSomeFirmwareEndsTextWith() {
    assertThat(Options.builder().text(60, "PXEClient\0").build().text(60)).contains("PXEClient");
  }

  @Test
  void readsAddressesOnlyOfFourBytes() throws BadPacket {
    Options options = Options.builder().address(50, Ipv4.parse("10.77.0.50")).build();

    assertThat(options.address(50)).contains(Ipv4.parse("10.77.0.50"));
    assertThat(options.address(54)).isEmpty();
  }
}
