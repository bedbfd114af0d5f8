/**
 * The software repository of the device plane: a caching mirror of package archives.
 *
 * <p>Start at {@link org.edgeztp.server.repository.PackageMirror}, then {@code Downloads}. Depends
 * on Jetty's core handlers and the JDK's HTTP client, and on no other room.
 */
@NullMarked
package org.edgeztp.server.repository;

import org.jspecify.annotations.NullMarked;
