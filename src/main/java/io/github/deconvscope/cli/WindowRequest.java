package io.github.deconvscope.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the window shows first.
 *
 * @param page id of a page, such as {@code whitening}; empty for the page of last time
 * @param file a run folder, a saved state or an exported picture to open; empty for none
 * @param lessons a folder with lessons of one's own; empty for none
 */
public record WindowRequest(Optional<String> page, Optional<Path> file, Optional<Path> lessons) {
    /** The window as it was left. */
    public static WindowRequest asLeft() {
        return new WindowRequest(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
