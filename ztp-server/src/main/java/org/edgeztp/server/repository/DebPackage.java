package org.edgeztp.server.repository;

/**
 * A package of a Debian archive, as its index tells.
 *
 * @param origin whose archive it is, such as {@code debian}
 * @param file below the archive, such as {@code pool/main/h/hello/hello_2.10-3_amd64.deb}
 * @param sha256 in lower-case hexadecimal digits
 */
public record DebPackage(
    String origin, String name, String version, String architecture, String file, String sha256) {}
