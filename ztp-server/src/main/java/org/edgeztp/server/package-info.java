@NullMarked
package org.edgeztp.server;

import org.jspecify.annotations.NullMarked;
