package io.github.deconvscope.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the window shows first.
 *
 * @param page id of a page, such as {@code whitening}; empty for the page of last time
 * @param file a run folder, a saved state or an exported picture to open; empty for none
 * @param lessons a folder with lessons of one's own; empty for none
 * @param lesson a lesson and step to begin with, such as {@code 08-whitening:3}; empty for none
 * @param classroom whether lessons go without Skip and Show me
 */
public record WindowRequest(
        Optional<String> page,
        Optional<Path> file,
        Optional<Path> lessons,
        Optional<String> lesson,
        boolean classroom) {
    /** The window as it was left. */
    public static WindowRequest asLeft() {
        return new WindowRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
