package org.edgeztp.inventory.web;

/**
 * An answer with an ETag of its own, where its JSON tells more than what can be changed.
 *
 * @param tag without its quotation marks
 */
record Tagged(String tag, Object body) {}
