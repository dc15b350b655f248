package io.github.deconvscope.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the program, written into {@code version.properties} by the build. */
public final class ProgramVersion {
    private static final String RESOURCE = "/io/github/deconvscope/version.properties";

    private ProgramVersion() {}

    /** The version as the build knows it, for example {@code 0.1.0}. */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
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
}
