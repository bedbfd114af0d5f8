package org.edgeztp.inventory.query;

import java.util.Arrays;

/** How a question compares. */
enum Comparison {
  AT_LEAST(">="),
  AT_MOST("<="),
  NOT("!="),
  MORE(">"),
  LESS("<"),
  IS("=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  static Comparison parse(String sign) {
    return Arrays.stream(values())
        .filter(known -> known.sign.equals(sign))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("'" + sign + "' compares nothing"));
  }

  String sign() {
    return sign;
  }

  /**
   * Whether it holds.
   *
   * @param order of what there is to what it is compared with
   */
  boolean fits(int order) {
    return switch (this) {
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case NOT -> order != 0;
      case MORE -> order > 0;
      case LESS -> order < 0;
      case IS -> order == 0;
    };
  }

  /** Whether it tells same from other and nothing else, which is all that texts are asked. */
  boolean isOfSameness() {
    return this == IS || this == NOT;
  }
}
