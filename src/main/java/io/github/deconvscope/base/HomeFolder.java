package io.github.deconvscope.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder for what the program keeps between starts: settings of the window, progress of the lessons, downloaded data. */
public final class HomeFolder {
    /** Environment variable that names the folder. */
    public static final String VARIABLE = "DECONVSCOPE_HOME";

    /** System property that holds the folder that was chosen. */
    private static final String CHOSEN = "deconvscope.home";

    private HomeFolder() {}

    /** The chosen folder, or {@code .deconvscope} in the user's home folder. Need not exist. */
    public static Path path() {
        String chosen = System.getProperty(CHOSEN);
        return chosen == null ? Path.of(System.getProperty("user.home"), ".deconvscope") : Path.of(chosen);
    }

    /**
     * Chooses the folder given by a flag or else by the environment, and creates it if it is missing. Without either nothing happens.
     *
     * @param flag what was given with {@code --home}; empty for nothing
     * @param variable the value of the environment variable; {@code null} or blank for nothing
     * @throws InvalidInputException if nothing can be written there
     */
    public static void choose(Optional<Path> flag, @Nullable String variable) {
        boolean named = variable != null && !variable.isBlank();
        if (flag.isEmpty() && !named) {
            return;
        }
        String what = flag.isPresent() ? "--home" : VARIABLE;
        Path folder = flag.orElseGet(() -> PlainWords.path(VARIABLE, variable)).toAbsolutePath();
        try {
            OutputFolder.make(folder);
            Files.delete(Files.createTempFile(folder, ".try", ""));
        } catch (IOException | InvalidInputException e) {
            throw new InvalidInputException(
                    what + " is " + folder + ", where settings and progress cannot be kept. "
                            + PlainWords.sentence(PlainWords.of(e)),
                    e);
        }
        System.setProperty(CHOSEN, folder.toString());
    }
}
