/**
 * The verbs of {@code ztp}: all but {@code serve} and {@code lab} are clients of the API.
 *
 * <p>Start at {@link org.edgeztp.server.cli.ApiClient}; one verb a file.
 */
@NullMarked
package org.edgeztp.server.cli;

import org.jspecify.annotations.NullMarked;
