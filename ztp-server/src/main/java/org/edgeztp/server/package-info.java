/**
 * The server: {@link org.edgeztp.server.Main} reads the command line, {@link
 * org.edgeztp.server.Config} the one file, and {@link org.edgeztp.server.Ztp} builds everything and
 * closes it in reverse.
 *
 * <p>The rooms below are the protocols, the provisioning and the command line.
 */
@NullMarked
package org.edgeztp.server;

import org.jspecify.annotations.NullMarked;
