/**
 * Arrays of numbers in files: NumPy's npy and npz. Knows {@code base}.
 */
package io.github.deconvscope.base.array;
