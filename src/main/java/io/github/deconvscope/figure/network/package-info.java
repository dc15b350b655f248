/** Figures of a trained net: activations of a picture, channels made visible, predictions of the test pictures. */
package io.github.deconvscope.figure.network;
