/**
 * TLS of both sides: the certificate that the API is served with, and how one that no authority
 * signed is trusted.
 *
 * <p>Start at {@link org.edgeztp.server.tls.ServerCertificate}.
 */
@NullMarked
package org.edgeztp.server.tls;

import org.jspecify.annotations.NullMarked;
