/** Number formats of 16 bits: what they hold, how far apart their numbers are, and how a number is rounded. */
package io.github.deconvscope.lab.precision;
