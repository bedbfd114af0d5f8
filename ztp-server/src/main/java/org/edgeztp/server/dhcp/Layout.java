package org.edgeztp.server.dhcp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the options of an answer go: into their own field as long as there is room, then into the
 * header's fields for the file and the server name where these are empty (option 52, RFC 2132
 * section 9.3). What fits nowhere is left out: the options come in the order of their importance.
 */
final class Layout {
  /** Both fields without their end mark. */
  private static final int FILE = 127;

  private static final int SNAME = 63;
  private static final byte IN_FILE = 1;
  private static final byte IN_SNAME = 2;

  private final byte[] options;
  private final byte[] file;
  private final byte[] sname;
  private final List<Integer> leftOut;

  private Layout(byte[] options, byte[] file, byte[] sname, List<Integer> leftOut) {
    this.options = options;
    this.file = file;
    this.sname = sname;
    this.leftOut = leftOut;
  }

  /** The type comes first: firmware looks for it there. The relay's comes last (RFC 3046, 2.1). */
  static Layout of(Answer answer) {
    byte[] all = OptionCodec.write(answer.options());
    int room = answer.request().longestOptions();
    return all.length <= room
        ? new Layout(all, new byte[0], new byte[0], List.of())
        : overloaded(answer, room);
  }

  private static Layout overloaded(Answer answer, int room) {
    byte[] relay = piece(answer.options(), OptionCode.RELAY_INFO);
    var options = new ByteArrayOutputStream();
    var file = new ByteArrayOutputStream();
    var sname = new ByteArrayOutputStream();
    // For the end mark and option 52 itself.
    int most = room - relay.length - 1 - 3;
    int mostInFile = answer.file().isEmpty() ? FILE : 0;
    int mostInSname = answer.sname().isEmpty() ? SNAME : 0;
    List<Integer> leftOut = new ArrayList<>();
    for (int code : answer.options().codes()) {
      byte[] piece = piece(answer.options(), code);
      if (code != OptionCode.RELAY_INFO
          && !fits(piece, options, most)
          && !fits(piece, file, mostInFile)
          && !fits(piece, sname, mostInSname)) {
        leftOut.add(code);
      }
    }
    byte fields = (byte) ((file.size() > 0 ? IN_FILE : 0) | (sname.size() > 0 ? IN_SNAME : 0));
    if (fields != 0) {
      options.writeBytes(new byte[] {OptionCode.OVERLOAD, 1, fields});
    }
    options.writeBytes(relay);
    return new Layout(ended(options), ended(file), ended(sname), List.copyOf(leftOut));
  }

  private static byte[] piece(Options options, int code) {
    var piece = new ByteArrayOutputStream();
    options.get(code).ifPresent(value -> OptionCodec.write(code, value, piece));
    return piece.toByteArray();
  }

  private static boolean fits(byte[] piece, ByteArrayOutputStream field, int most) {
    boolean fits = field.size() + piece.length <= most;
    if (fits) {
      field.writeBytes(piece);
    }
    return fits;
  }

  private static byte[] ended(ByteArrayOutputStream field) {
    if (field.size() > 0) {
      field.write(OptionCode.END);
    }
    return field.toByteArray();
  }

  /** A sentence's end for people; empty when everything went in. */
  String complaint() {
    return leftOut.isEmpty() ? "" : "; no room for the options " + leftOut;
  }

  /** The field of options, with its end mark. */
  byte[] options() {
    return options;
  }

  /** The header's field for the file; empty when it is the boot file's. */
  byte[] file() {
    return file;
  }

  /** The header's field for the name of the server; empty when it is that. */
  byte[] sname() {
    return sname;
  }
}
