/**
 * The operator plane: what people and programs ask of the inventory, as JSON over HTTP.
 *
 * <p>Depends on the facade. {@link org.edgeztp.inventory.web.OperatorApi} lists every route; start
 * there.
 */
@NullMarked
package org.edgeztp.inventory.web;

import org.jspecify.annotations.NullMarked;
