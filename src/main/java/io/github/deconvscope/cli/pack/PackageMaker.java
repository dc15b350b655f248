package io.github.deconvscope.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the parts of a package, each in a folder to work in. */
public interface PackageMaker {
    /**
     * Makes the program with its own Java runtime.
     *
     * @return a folder in {@code work}
     */
    Path image(Path work) throws IOException;

    /** Name of the Debian package; empty where none is made. */
    Optional<String> debianName() throws IOException;

    /**
     * The Debian package of an image.
     *
     * @return a file in {@code work}, with {@link #debianName}
     */
    Path debian(Path image, Path work) throws IOException;

    /**
     * Packages the program that runs.
     *
     * @param version of the program
     */
    static PackageMaker ofRunningProgram(String version) {
        AppImage image = new AppImage(System.getProperty("java.class.path"), version);
        return new PackageMaker() {
            @Override
            public Path image(Path work) throws IOException {
                return image.make(work);
            }

            @Override
            public Optional<String> debianName() throws IOException {
                return DebianPackage.isPossible() ? Optional.of(DebianPackage.fileName(version)) : Optional.empty();
            }

            @Override
            public Path debian(Path made, Path work) throws IOException {
                return new DebianPackage(made, version).make(work);
            }
        };
    }
}
