/** Pictures from files and from the class path, read safely into plain numbers. May import {@code math} and {@code lab}. */
package io.github.deconvscope.figure.image;
