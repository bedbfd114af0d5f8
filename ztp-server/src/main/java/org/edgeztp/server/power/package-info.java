/**
 * Power: switches machines on and off and sends them to the network, each through its management
 * controller.
 *
 * <p>{@link org.edgeztp.server.power.Power} is what an operator asks; {@link
 * org.edgeztp.server.power.PowerCare} does by itself what a person would walk to the rack for.
 * Start there.
 */
@NullMarked
package org.edgeztp.server.power;

import org.jspecify.annotations.NullMarked;
