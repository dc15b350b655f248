/** Packages the program so that it starts without Maven or an installed Java: as an app image, and on Debian as a package. */
package io.github.deconvscope.cli.pack;
