/**
 * What a profile says of disks and network cards, in the words of the machine that is installed: a
 * layout for the ramdisk, and files for systemd-networkd. Decides only.
 */
@NullMarked
package org.edgeztp.server.layout;

import org.jspecify.annotations.NullMarked;
