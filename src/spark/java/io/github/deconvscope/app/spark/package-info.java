/** Runs of an experiment as tasks of Apache Spark; only in builds with the Maven profile {@code spark}. */
@NullMarked
package io.github.deconvscope.app.spark;

import org.jspecify.annotations.NullMarked;
