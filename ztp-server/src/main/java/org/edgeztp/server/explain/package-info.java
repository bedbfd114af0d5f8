/**
 * What a machine would get: the protocol rooms without their sockets, over an inventory and leases
 * that are copies, so that everything may happen and nothing has.
 *
 * <p>{@link org.edgeztp.server.explain.Rehearsal} is that server; {@link
 * org.edgeztp.server.explain.Walk} boots a machine from it, {@link
 * org.edgeztp.server.explain.Replay} sends it what was captured, and {@link
 * org.edgeztp.server.explain.Step} is what either shows. Start with Walk.
 */
@NullMarked
package org.edgeztp.server.explain;

import org.jspecify.annotations.NullMarked;
