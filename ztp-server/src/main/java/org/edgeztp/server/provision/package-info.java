/**
 * What happens over SSH between an installed operating system and a machine in service: its roles
 * converge, then the acceptance checks run.
 *
 * <p>Depends on {@code ssh} and on the inventory. Start at {@link
 * org.edgeztp.server.provision.Convergence}; {@code Plan} is its decision, {@code RunDirectory} the
 * layout that the server and the pushed scripts share.
 */
@NullMarked
package org.edgeztp.server.provision;

import org.jspecify.annotations.NullMarked;
