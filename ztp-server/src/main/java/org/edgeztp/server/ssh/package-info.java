/**
 * One SSH connection to one machine, trusted by the host key that its own installation reported.
 *
 * <p>Depends on JSch and the JDK only, nothing of ours. Start at {@link
 * org.edgeztp.server.ssh.Remote}; {@link org.edgeztp.server.ssh.JschRemote} is its real form.
 */
@NullMarked
package org.edgeztp.server.ssh;

import org.jspecify.annotations.NullMarked;
