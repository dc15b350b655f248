/**
 * What is asked of a machine before it computes, and what it answered.
 */
package io.github.deconvscope.run.doctor;
