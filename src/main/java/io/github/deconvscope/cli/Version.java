package io.github.deconvscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, written into {@code version.properties} by the build. */
public final class Version implements IVersionProvider {
    private static final String RESOURCE = "/io/github/deconvscope/version.properties";

    /** The version as the build knows it, for example {@code 0.1.0}. */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The class path lacks " + RESOURCE + "; build again with ./deconvscope");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"DeconvScope " + current()};
    }
}
