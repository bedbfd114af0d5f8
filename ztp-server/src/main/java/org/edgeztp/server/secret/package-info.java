/**
 * Secrets: sealed in the database by a key that lies elsewhere, and never given back to people.
 *
 * <p>{@link org.edgeztp.server.secret.SiteSecrets} has those that the machines of a site share; it
 * makes one when it is first needed.
 */
@NullMarked
package org.edgeztp.server.secret;

import org.jspecify.annotations.NullMarked;
