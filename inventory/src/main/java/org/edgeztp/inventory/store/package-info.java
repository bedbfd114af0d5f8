/**
 * Where the inventory keeps what it knows: ports, their SQL form (H2 in a file) and their form in
 * memory, which one contract proves alike. Migrations lie beside as resources.
 *
 * <p>Depends on {@code machine}, {@code query}, {@code lifecycle}, {@code lease} and {@code
 * java.sql}. Start at {@link org.edgeztp.inventory.store.MachineStore}.
 */
@NullMarked
package org.edgeztp.inventory.store;

import org.jspecify.annotations.NullMarked;
