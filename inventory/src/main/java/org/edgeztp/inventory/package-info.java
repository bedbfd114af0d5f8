@NullMarked
package org.edgeztp.inventory;

import org.jspecify.annotations.NullMarked;
