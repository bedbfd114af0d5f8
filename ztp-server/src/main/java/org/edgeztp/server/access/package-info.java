/**
 * Who may use the operator plane: tokens with roles, and a record of what each changed. It depends
 * on the API's room. {@link org.edgeztp.server.access.ApiAccess} puts it together; {@code Guard}
 * stands before the API.
 */
@NullMarked
package org.edgeztp.server.access;

import org.jspecify.annotations.NullMarked;
