/** Trained nets in formats that other programs read: npz, safetensors and ONNX, with a Python snippet. May import {@code run}. */
@NullMarked
package io.github.deconvscope.run.export;

import org.jspecify.annotations.NullMarked;
