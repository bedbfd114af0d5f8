package org.edgeztp.server.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * The switch that machines of the lab are plugged into, as far as they see it: it tells by LLDP
 * (IEEE 802.1AB) who it is and on which port they are. A bridge forwards no such frame, so each
 * goes out of the machine's own tap.
 */
final class LabSwitch {
  private static final byte[] HEADER =
      HexFormat.of().parseHex("0180c200000e" + "525400770000" + "88cc");
  private static final byte[] CHASSIS_MAC = HexFormat.of().parseHex("04525400770000");
  private static final int CHASSIS = 1;
  private static final int PORT = 2;
  private static final int TIME_TO_LIVE = 3;
  private static final int PORT_DESCRIPTION = 4;
  private static final int SYSTEM_NAME = 5;
  private static final byte LOCALLY_ASSIGNED = 7;

  private LabSwitch() {}

  /** Tells the machine behind a tap every second, until the network is taken away. */
  static void plugIn(int number, String tap, LabNetwork network, Path folder) throws IOException {
    Path frame = folder.resolve("machine-" + number + ".lldp");
    Files.write(frame, frame(number));
    Tool.start(
        folder.resolve("switch.log"),
        network.inside(
            List.of(
                "sh",
                "-c",
                "while sleep 1; do socat -u \"OPEN:$0\" \"INTERFACE:$1\"; done",
                frame.toString(),
                tap)));
  }

  static byte[] frame(int port) {
    var frame = new ByteArrayOutputStream();
    frame.writeBytes(HEADER);
    write(frame, CHASSIS, CHASSIS_MAC);
    write(frame, PORT, text((char) LOCALLY_ASSIGNED + String.valueOf(port)));
    write(frame, TIME_TO_LIVE, new byte[] {0, 120});
    write(frame, PORT_DESCRIPTION, text("machine " + port));
    write(frame, SYSTEM_NAME, text("lab-switch"));
    write(frame, 0, new byte[0]);
    return frame.toByteArray();
  }

  private static void write(ByteArrayOutputStream frame, int type, byte[] value) {
    int head = type << 9 | value.length;
    frame.write(head >> 8);
    frame.write(head);
    frame.writeBytes(value);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
