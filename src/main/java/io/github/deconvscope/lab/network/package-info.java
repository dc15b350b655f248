/**
 * A trained net from within, as numbers: what a picture becomes in each layer, what a channel looks at, how it is made visible by going
 * back to the pixels, and what the net does with its test pictures. {@link io.github.deconvscope.lab.network.NetworkLab} is what a framework
 * has to answer; everything else is immutable and safe to read from any thread. Layers are counted from 1, convolutions only; channels, rows,
 * columns, classes and test pictures from 0.
 */
package io.github.deconvscope.lab.network;
