package org.edgeztp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PerfdhcpTest {
  private static final String OUTPUT =
      """
      ***Statistics for: DISCOVER-OFFER***
      sent packets: 300
      received packets: 299
      ***Statistics for: REQUEST-ACK***
      sent packets: 299
      received packets: 297
      ***Timestamps for packets: DISCOVER-OFFER***
      sent / received: 000000.000100 / 000000.001100
      sent / received: 000000.000200 / 000000.002200
      sent / received: 000000.000300 / 000000.009300
      ***Timestamps for packets: REQUEST-ACK***
      sent / received: 000001.003000 / 000001.004200
      sent / received: 000001.004300 / 000001.007300
      """;

  @Test
  void countsWhatWasLostOnEitherHalf() throws IOException {
    Perfdhcp.Result result = Perfdhcp.result(100, 3, OUTPUT);
    assertThat(result.lost()).isEqualTo(3);
    assertThat(result.reached()).isEqualTo(99);
    assertThat(result.atRate()).isTrue();
  }

  @Test
  void tellsTheMedianOfTheDelays() throws IOException {
    assertThat(Perfdhcp.delays(OUTPUT).median()).isCloseTo(2.0, within(0.001));
  }

  @Test
  void tellsWhenTheFirstClientHadItsLease() throws IOException {
    assertThat(Perfdhcp.firstAck(OUTPUT)).isCloseTo(1.0042, within(0.00001));
  }

  @Test
  void readsFromTheKernelHowManyAnswersFoundItsBufferFull() throws IOException {
    String snmp =
        """
        Tcp: RtoAlgorithm RtoMin
        Tcp: 1 200
        Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors
        Udp: 900 1 42 1000 41 0
        UdpLite: InDatagrams RcvbufErrors
        UdpLite: 0 7
        """;
    assertThat(Perfdhcp.overruns(snmp)).isEqualTo(41);
    assertThatThrownBy(() -> Perfdhcp.overruns("Tcp: 1")).hasMessageContaining("Tcp: 1");
  }

  @Test
  void saysWhatItPrintedWhenNobodyGotALease() {
    assertThatThrownBy(() -> Perfdhcp.firstAck("drops: 250")).hasMessageContaining("drops: 250");
  }

  @Test
  void saysWhatItPrintedWhenThatIsNoStatistics() {
    assertThatThrownBy(() -> Perfdhcp.result(100, 3, "no route to host"))
        .hasMessageContaining("no route to host");
  }
}
