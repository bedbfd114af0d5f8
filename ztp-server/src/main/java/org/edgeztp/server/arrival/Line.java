package org.edgeztp.server.arrival;

import java.util.Map;

/**
 * One machine of a list as it was sent.
 *
 * @param number where it stands in the operator's file, from 1
 * @param fields their text by name; an empty text is none
 */
record Line(int number, Map<String, String> fields) {
  Line {
    fields = Map.copyOf(fields);
  }
}
