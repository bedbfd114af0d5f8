package org.edgeztp.server.power;

/** One language of management controllers. Calls block for seconds at most. */
interface PowerDriver {
  /** What a controller says of its machine. */
  enum Reading {
    ON,
    OFF,
    /** The language has no such question. */
    UNKNOWN
  }

  Reading read(Bmc bmc) throws PowerException, InterruptedException;

  /**
   * Does one thing, and returns when the controller has taken it.
   *
   * @param machine whose controller it is
   */
  void act(Bmc bmc, Target machine, PowerAction action) throws PowerException, InterruptedException;

  /**
   * The machine as a driver sees it.
   *
   * @param mac of the card it boots from
   * @param uefi whether its firmware is UEFI; some controllers want to be told
   */
  record Target(org.edgeztp.inventory.machine.MacAddress mac, boolean uefi) {}
}
