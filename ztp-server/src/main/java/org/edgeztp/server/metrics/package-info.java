/**
 * What the server counts, for Prometheus. {@link org.edgeztp.server.metrics.Metrics} has all of it;
 * it depends on the events of the protocol rooms and on what is known of machines and leases.
 */
@NullMarked
package org.edgeztp.server.metrics;

import org.jspecify.annotations.NullMarked;
