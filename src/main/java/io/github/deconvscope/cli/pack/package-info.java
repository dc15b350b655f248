/** Makes a program that starts without Maven and without a Java of the person's: an app image, and on Debian a package of it. */
package io.github.deconvscope.cli.pack;
