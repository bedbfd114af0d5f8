/**
 * The clockwork: Quartz asks for the machines in a state and calls the phase that moves them on.
 *
 * <p>The state column is the work queue; nothing about a machine is kept here. Start at {@link
 * org.edgeztp.server.jobs.Jobs}.
 */
@NullMarked
package org.edgeztp.server.jobs;

import org.jspecify.annotations.NullMarked;
