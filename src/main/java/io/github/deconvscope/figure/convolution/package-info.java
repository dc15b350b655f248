/**
 * The figures of the convolution page: maps with their zeros, the sparsity pattern of the matrix, the formula, overlap counts, photographs.
 * May import {@code math} and {@code lab}.
 */
package io.github.deconvscope.figure.convolution;
