/**
 * The command line: thin picocli commands over the services of {@code run}, {@code lab}, {@code figure} and {@code lesson}.
 *
 * <p>Results go to standard output, everything else (progress, messages, errors) to standard error. Exit codes are those of
 * {@link io.github.deconvscope.cli.ExitCode}. Commands get their services through their constructor and never import
 * {@code engine}, {@code ui} or {@code app}.
 */
package io.github.deconvscope.cli;
