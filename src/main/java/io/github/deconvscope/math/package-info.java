/**
 * Pure numerics on Java arrays: the oracle that the tests trust. Knows no framework, no window and no file format; imports EJML and
 * nothing of this project.
 */
package io.github.deconvscope.math;
