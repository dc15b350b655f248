/**
 * Inspection of a trained net: activations of each layer, the pictures that excite a channel, channels made visible by going back to the
 * pixels, and predictions of the test pictures. {@link io.github.deconvscope.lab.network.NetworkLab} is implemented by the framework;
 * everything else is immutable and safe to read from any thread. Layers are counted from 1, convolutions only; channels, rows, columns,
 * classes and test pictures from 0.
 */
package io.github.deconvscope.lab.network;
