package org.edgeztp.server.ssh;

/**
 * Whom to connect to, and how to know that it is the right one.
 *
 * @param hostKey the only host key to be accepted, in authorized-keys form: {@code ssh-ed25519
 *     AAAA...}, with or without a comment
 */
public record Target(String address, int port, String user, String hostKey) {}
