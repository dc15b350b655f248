package io.github.deconvscope.cli;

import io.github.deconvscope.base.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** Prints the version for {@code --version}. */
public final class Version implements IVersionProvider {
    /** See {@link ProgramVersion}. */
    public static String current() {
        return ProgramVersion.current();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"DeconvScope " + current()};
    }
}
