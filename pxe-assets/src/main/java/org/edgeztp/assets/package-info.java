@NullMarked
package org.edgeztp.assets;

import org.jspecify.annotations.NullMarked;
