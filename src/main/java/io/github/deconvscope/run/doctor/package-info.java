/**
 * What is asked of a machine before it computes, and what it answered.
 */
@NullMarked
package io.github.deconvscope.run.doctor;

import org.jspecify.annotations.NullMarked;
