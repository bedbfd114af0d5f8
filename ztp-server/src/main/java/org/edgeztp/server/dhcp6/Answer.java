package org.edgeztp.server.dhcp6;

/** A message to be sent: where to follows from the request. */
record Answer(Request request, MessageType type, Options options) {}
