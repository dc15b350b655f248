/** The answers of PyTorch that the lab compares its own with. */
@NullMarked
package io.github.deconvscope.engine.lab;

import org.jspecify.annotations.NullMarked;
