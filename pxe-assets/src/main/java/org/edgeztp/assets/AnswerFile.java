package org.edgeztp.assets;

import java.util.Optional;

/** A file that a vendor's installer asks for by a name of its own. */
public enum AnswerFile {
  PRESEED("preseed.cfg", "preseed.cfg"),
  USER_DATA("user-data", "user-data"),
  META_DATA("meta-data", "meta-data"),
  VENDOR_DATA("vendor-data", "vendor-data"),
  KICKSTART("ks.cfg", "ks.cfg"),
  /** Of the live system that installs. */
  IGNITION("config.ign", "config.ign"),
  /** Of the system that it installs. */
  DISK_IGNITION("disk.ign", "disk.ign"),
  /** What every installer runs to report; the other files fetch it. */
  HOOKS("hooks", "hooks.sh");

  private final String fileName;
  private final String template;

  AnswerFile(String fileName, String template) {
    this.fileName = fileName;
    this.template = template;
  }

  public String fileName() {
    return fileName;
  }

  String template() {
    return "installer/" + template;
  }

  public static Optional<AnswerFile> named(String name) {
    for (AnswerFile file : values()) {
      if (file.fileName.equals(name)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
