/**
 * Figures as immutable data, with one painter for screen and export. Paints on {@code java.awt.Graphics2D}; knows neither JavaFX nor DJL.
 * May import {@code math}, {@code lab} and {@code run}.
 */
package io.github.deconvscope.figure;
