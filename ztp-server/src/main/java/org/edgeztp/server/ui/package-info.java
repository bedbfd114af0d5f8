/**
 * The pages for people: HTML made on the server, one record and one template a page. Start at
 * {@link org.edgeztp.server.ui.Pages}.
 *
 * <p>Machines are read from the facade of the inventory and moved by the API's own verbs; what
 * other rooms know comes from the resources by which they answer the API, so that a page and a
 * program are told the same.
 */
@NullMarked
package org.edgeztp.server.ui;

import org.jspecify.annotations.NullMarked;
