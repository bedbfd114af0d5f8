/**
 * The waist: what a client may boot, decided once and asked by DHCP, TFTP and HTTP alike.
 *
 * <p>{@link org.edgeztp.server.boot.BootPlan} is pure; it depends on the inventory's words and on
 * nothing else. Start there.
 */
@NullMarked
package org.edgeztp.server.boot;

import org.jspecify.annotations.NullMarked;
