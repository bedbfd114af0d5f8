package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names in the form in which DNS writes them. */
final class DomainNames {
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  private static final int LONGEST = 253;

  /** Two bits that tell a pointer from a length; 14 are left for the place (RFC 1035, 4.1.4). */
  private static final int POINTER = 0xc000;

  private DomainNames() {}

  /**
   * Checks a name, which may have one label or more.
   *
   * @throws IllegalArgumentException if it is none
   */
  static void check(String name) {
    if (name.length() > LONGEST || !name.matches(LABEL + "(\\." + LABEL + ")*")) {
      throw new IllegalArgumentException("not a domain name: '" + name + "'");
    }
  }

  /** One behind the other; an end that was written before is pointed to (RFC 3397 section 2). */
  static byte[] compressed(List<String> names) {
    var out = new ByteArrayOutputStream();
    Map<String, Integer> written = new HashMap<>();
    names.forEach(name -> write(name.toLowerCase(Locale.ROOT), written, out));
    return out.toByteArray();
  }

  private static void write(String name, Map<String, Integer> written, ByteArrayOutputStream out) {
    Integer before = written.get(name);
    if (before != null) {
      out.write((POINTER | before) >> 8);
      out.write(before);
      return;
    }
    if (out.size() < 1 << 14) {
      written.put(name, out.size());
    }
    String[] parts = name.split("\\.", 2);
    out.write(parts[0].length());
    out.writeBytes(parts[0].getBytes(US_ASCII));
    if (parts.length == 1) {
      out.write(0);
    } else {
      write(parts[1], written, out);
    }
  }
}
