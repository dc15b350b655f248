/**
 * Numerics on Java arrays, in double precision where not stated otherwise: the reference that tests compare the engine with. Knows no
 * framework, window or file format; imports {@code base}, EJML and Commons Statistics only.
 */
package io.github.deconvscope.math;
