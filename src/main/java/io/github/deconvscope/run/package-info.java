/**
 * What a training run is. The engine computes runs, the window and the command line watch them; they meet in the interfaces of this
 * package. May import {@code base} and {@code math}.
 */
@NullMarked
package io.github.deconvscope.run;

import org.jspecify.annotations.NullMarked;
