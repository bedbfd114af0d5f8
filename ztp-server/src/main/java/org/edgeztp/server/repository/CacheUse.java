package org.edgeztp.server.repository;

/**
 * What a cache takes.
 *
 * @param bytes in its files
 * @param limit beyond which those go that nobody asked for the longest, in bytes
 * @param removed how many files went for that since the start
 */
public record CacheUse(long bytes, long limit, long removed) {}
