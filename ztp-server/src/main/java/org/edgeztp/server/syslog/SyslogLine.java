package org.edgeztp.server.syslog;

/**
 * One message.
 *
 * @param tag the program that says it, without its process number; empty where none is told
 * @param text without control characters
 */
record SyslogLine(String tag, String text) {}
