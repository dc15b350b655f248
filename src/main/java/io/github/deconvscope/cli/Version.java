package io.github.deconvscope.cli;

import io.github.deconvscope.base.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
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
