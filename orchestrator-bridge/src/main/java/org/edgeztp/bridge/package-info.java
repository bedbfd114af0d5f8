@NullMarked
package org.edgeztp.bridge;

import org.jspecify.annotations.NullMarked;
