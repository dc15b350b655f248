/**
 * The layers of network deconvolution as DJL blocks, and the plain ones they are compared with.
 *
 * <p>Source: Ye, Evanusa, He, Mitrokhin, Goldstein, Yorke, Fermüller and Aloimonos, <em>Network Deconvolution</em>, ICLR 2020. All
 * tensors are touched on one compute thread. Each forward pass runs in a scope of its own and leaves exactly its result behind, on the
 * manager of its input. Knows {@code engine.root}, {@code engine.precision}, {@code run.config} and DJL.
 */
@NullMarked
package io.github.deconvscope.engine.layer;

import org.jspecify.annotations.NullMarked;
