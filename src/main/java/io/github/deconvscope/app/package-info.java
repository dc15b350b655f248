/**
 * The composition root: builds the services, hands them to the window and to the commands, and closes them in order.
 *
 * <p>The only package that knows all others. {@link io.github.deconvscope.app.Main} does not extend the JavaFX application
 * class, so that the program starts from the class path.
 */
package io.github.deconvscope.app;
