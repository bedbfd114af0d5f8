/**
 * Logs of runs: what ramdisks, installers, systems and the push wrote, in files of the server's
 * data folder, one for each machine, run and source. Start at {@link
 * org.edgeztp.server.runlog.RunLogs}.
 *
 * <p>Others write through {@link org.edgeztp.server.runlog.LogKeeper}; nothing is kept before
 * {@link org.edgeztp.server.runlog.Redaction} has seen it.
 */
@NullMarked
package org.edgeztp.server.runlog;

import org.jspecify.annotations.NullMarked;
