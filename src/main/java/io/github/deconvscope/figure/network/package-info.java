/** Figures of a trained net from within: what a picture becomes, channels made visible, predictions of the test pictures. */
package io.github.deconvscope.figure.network;
