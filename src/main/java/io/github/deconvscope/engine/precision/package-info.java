/**
 * Number formats of a run: what is kept in 16 bits and what in 32, casts that gradients flow through, and the scaling of the loss.
 *
 * <p>On a GPU fp16 is native. On a CPU it is emulated: tensors are rounded to fp16 and back around fp32 kernels, forward and backward,
 * which is what a tensor core computes (fp16 in, fp32 accumulate, fp16 out). Knows DJL; knows no layer, model or loop.
 */
@NullMarked
package io.github.deconvscope.engine.precision;

import org.jspecify.annotations.NullMarked;
