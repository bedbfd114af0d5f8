package org.edgeztp.inventory.machine;

/**
 * What a switch tells of itself: through ONIE, or through the system that was installed on it.
 * Texts are empty where it tells nothing; what is not printable ASCII is left out of them.
 *
 * @param vendor as in the name of the platform, for example {@code accton}
 * @param model ONIE's name of the machine, for example {@code accton_as7712_32x}, or the product
 * @param revision of the machine
 * @param architecture of the processor, for example {@code x86_64}
 * @param serial what the maker gave it
 * @param version of ONIE, or of the system
 * @param securityKey ONIE's, where a person has given it one
 */
public record SwitchFacts(
    String vendor,
    String model,
    String revision,
    String architecture,
    String serial,
    String version,
    String securityKey) {
  private static final int LONGEST = 128;

  public SwitchFacts {
    vendor = clean(vendor);
    model = clean(model);
    revision = clean(revision);
    architecture = clean(architecture);
    serial = clean(serial);
    version = clean(version);
    securityKey = clean(securityKey);
  }

  /** The platform in the form in which ONIE names its installers. */
  public String platform() {
    return architecture + "-" + model + "-r" + revision;
  }

  private static String clean(String text) {
    String printable = text.replaceAll("[^ -~]", "").strip();
    return printable.substring(0, Math.min(LONGEST, printable.length()));
  }
}
