/**
 * Why machines are stuck: {@link org.edgeztp.inventory.cause.CauseTable} is the table from symptoms
 * to codes, sentences and remedies.
 *
 * <p>Pure decisions over {@code machine} and {@code lifecycle}: no clock, no storage. To add a
 * cause: a {@code CauseCode}, a row, a test that injects the fault, and CAUSES.md made anew.
 */
@NullMarked
package org.edgeztp.inventory.cause;

import org.jspecify.annotations.NullMarked;
