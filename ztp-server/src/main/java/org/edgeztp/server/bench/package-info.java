/**
 * {@code ztp bench}: this server and the daemons people use today, one after the other on the same
 * two ends of a cable, under the same load; and its API over a full database. Writes {@code
 * ztp-server/BENCHMARKS.md}.
 *
 * <p>Each benchmark is one class like {@link org.edgeztp.server.bench.DhcpBench}: it gets a {@code
 * Stage}, starts a {@code Daemon} on it, and gives back a section of the document.
 */
@NullMarked
package org.edgeztp.server.bench;

import org.jspecify.annotations.NullMarked;
