/**
 * The window, on JavaFX. {@code shell} is the frame around the pages, {@code page} what a page is and the pages themselves,
 * {@code live} draws figures and follows runs, {@code control} holds what several pages use, {@code theme} colours and fonts.
 *
 * <p>Nothing here may import {@code engine}, {@code cli} or {@code app}: the engine is met in the interfaces of {@code run} and
 * {@code lab}.
 */
package io.github.deconvscope.ui;
