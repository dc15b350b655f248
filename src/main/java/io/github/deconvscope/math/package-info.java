/**
 * Numerics on Java arrays, in double precision where not stated otherwise: the reference that tests compare the engine with. Knows no
 * framework, window or file format; imports EJML and {@code base} only.
 */
package io.github.deconvscope.math;
