package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** The programs on switches that ask: ONIE, and the systems that it installs. */
final class SwitchClients {
  /** The enterprise number of the Open Compute Project's ONIE (RFC 3925). */
  static final int ONIE = 42623;

  private static final String VENDOR_PREFIX = "onie_vendor:";
  private static final Pattern PLATFORM = Pattern.compile("([^-]+)-(.+)-r([^-]*)");
  private static final String SONIC_CLASS = "SONiC-ZTP";
  private static final int MACHINE = 3;
  private static final int ARCHITECTURE = 4;
  private static final int REVISION = 5;

  private SwitchClients() {}

  static Optional<Client> of(DhcpRequest request) {
    if (request.type() != MessageType.DISCOVER && request.type() != MessageType.REQUEST) {
      return Optional.empty();
    }
    if (isOnie(request)) {
      return Optional.of(client(request, Firmware.ONIE, onie(request)));
    }
    if (request.userClasses().contains(SONIC_CLASS)) {
      return Optional.of(client(request, Firmware.SONIC, sonic(request)));
    }
    return request.asks().contains(OptionCode.PROVISION_SCRIPT)
        ? Optional.of(client(request, Firmware.SWITCH_SYSTEM, Optional.empty()))
        : Optional.empty();
  }

  private static boolean isOnie(DhcpRequest request) {
    return request.vendorClass().orElse("").startsWith(VENDOR_PREFIX)
        || request.userClasses().contains("onie_dhcp_user_class");
  }

  private static Client client(
      DhcpRequest request, Firmware firmware, Optional<SwitchFacts> facts) {
    return new Client(request.chaddr(), request.uuid(), firmware, Architecture.UNKNOWN, facts);
  }

  /** Option 125 tells the parts one by one, option 60 all in one: the former counts. */
  private static Optional<SwitchFacts> onie(DhcpRequest request) {
    Map<Integer, String> told = vendorInfo(request.options());
    Matcher platform =
        PLATFORM.matcher(request.vendorClass().orElse("").replaceFirst("^" + VENDOR_PREFIX, ""));
    boolean whole = platform.matches();
    String model = told.getOrDefault(MACHINE, whole ? platform.group(2) : "");
    return Optional.of(
        new SwitchFacts(
            model.replaceFirst("_.*", ""),
            model,
            told.getOrDefault(REVISION, whole ? platform.group(3) : ""),
            told.getOrDefault(ARCHITECTURE, whole ? platform.group(1) : ""),
            onieSerial(request.options()),
            "",
            ""));
  }

  /** Type 0 in front of it says that no hardware address follows (RFC 2132, section 9.14). */
  private static String onieSerial(Options options) {
    return options
        .get(OptionCode.CLIENT_ID)
        .filter(id -> id.length > 1 && id[0] == 0)
        .map(id -> new String(id, 1, id.length - 1, ISO_8859_1))
        .orElse("");
  }

  /** {@code SONiC##PRODUCT##SERIAL}, with or without the type 0 in front. */
  private static Optional<SwitchFacts> sonic(DhcpRequest request) {
    String id = request.options().text(OptionCode.CLIENT_ID).orElse("").replaceFirst("^\0", "");
    String[] parts = id.split("##", -1);
    return parts.length == 3 && parts[0].equals("SONiC")
        ? Optional.of(new SwitchFacts("", parts[1], "", "", parts[2], "", ""))
        : Optional.empty();
  }

  /** The sub-options of ONIE's number; what is cut off or of another number tells nothing. */
  private static Map<Integer, String> vendorInfo(Options options) {
    Map<Integer, String> told = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(options.get(OptionCode.VENDOR_INFO).orElse(new byte[0]));
    while (in.remaining() >= 5) {
      int enterprise = in.getInt();
      int length = Math.min(in.get() & 0xff, in.remaining());
      ByteBuffer block = in.slice(in.position(), length);
      in.position(in.position() + length);
      if (enterprise == ONIE) {
        subOptions(block, told);
      }
    }
    return told;
  }

  private static void subOptions(ByteBuffer block, Map<Integer, String> told) {
    while (block.remaining() >= 2) {
      int code = block.get() & 0xff;
      byte[] value = new byte[Math.min(block.get() & 0xff, block.remaining())];
      block.get(value);
      told.put(code, new String(value, ISO_8859_1));
    }
  }
}
