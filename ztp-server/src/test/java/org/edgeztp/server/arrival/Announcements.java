package org.edgeztp.server.arrival;

import java.util.HashMap;
import java.util.Map;

/** Lines of lists, written short. */
final class Announcements {
  private Announcements() {}

  static Map<String, String> fields(String... namesAndTexts) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      fields.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return fields;
  }

  /** A line as {@code serial=SN-1 name=db1}. */
  static Line line(int number, String text) {
    Map<String, String> fields = new HashMap<>();
    for (String field : text.strip().split(" +", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], parts[1]);
    }
    return new Line(number, fields);
  }

  /** A UUID that ends in the digit. */
  static String uuid(String digit) {
    return "77e2e000-0000-4000-8000-52540077000" + digit;
  }
}
