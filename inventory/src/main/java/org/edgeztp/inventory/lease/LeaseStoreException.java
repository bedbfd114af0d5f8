package org.edgeztp.inventory.lease;

/** The leases could not be read or kept. */
public final class LeaseStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseStoreException(String doing, Throwable cause) {
    super(doing, cause);
  }

  LeaseStoreException(String reason) {
    super(reason);
  }
}
