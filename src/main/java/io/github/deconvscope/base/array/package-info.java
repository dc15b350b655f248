/**
 * Arrays of numbers in files: NumPy's npy and npz. Knows {@code base}.
 */
@NullMarked
package io.github.deconvscope.base.array;

import org.jspecify.annotations.NullMarked;
