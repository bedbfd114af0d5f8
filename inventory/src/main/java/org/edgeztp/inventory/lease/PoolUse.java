package org.edgeztp.inventory.lease;

/**
 * How much of a pool is taken at a moment. Leases of reserved addresses are not counted: nobody
 * else could have had those.
 *
 * @param size how many addresses it has for anybody
 * @param active leased
 * @param offered promised for a minute
 * @param declined resting, as somebody unknown was found to use them
 */
public record PoolUse(Pool pool, int size, int active, int offered, int declined) {
  /** How many clients could still get one. */
  public int free() {
    return size - taken();
  }

  public int taken() {
    return active + offered + declined;
  }
}
