/**
 * What a machine downloads: boot scripts and task scripts made from templates, and the manifest of
 * the files that {@code build.sh} makes.
 *
 * <p>Depends on none of our other rooms: texts in, texts out. Start at {@link
 * org.edgeztp.assets.Templates}.
 */
@NullMarked
package org.edgeztp.assets;

import org.jspecify.annotations.NullMarked;
