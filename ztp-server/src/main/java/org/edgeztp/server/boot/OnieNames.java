package org.edgeztp.server.boot;

import java.util.regex.Pattern;

/**
 * The names that ONIE asks every server for when it was given no exact URL: six by HTTP, the same
 * by TFTP, and before those one in a folder called after its address, cut off digit by digit.
 */
public final class OnieNames {
  private static final Pattern NAME = Pattern.compile("(.*/)?onie-(installer|updater)[^/]*");

  private OnieNames() {}

  /**
   * Whether ONIE asks by this name.
   *
   * @param path as asked for, with or without a slash in front
   */
  public static boolean isOne(String path) {
    return NAME.matcher(path).matches();
  }
}
