/**
 * Addresses: the subnet, the pool, who holds what until when, and the rules that give an address.
 *
 * <p>From {@code java.base} and the machine's words alone. The rules ({@code Allocator}) are pure
 * functions over a {@code LeaseTable}; {@link org.edgeztp.inventory.lease.Leases} owns the table
 * and promises nothing that its {@link org.edgeztp.inventory.lease.LeaseStore} has not kept. Start
 * there.
 */
@NullMarked
package org.edgeztp.inventory.lease;

import org.jspecify.annotations.NullMarked;
