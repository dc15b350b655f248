/** The answers of PyTorch that the lab compares its own with. */
package io.github.deconvscope.engine.lab;
