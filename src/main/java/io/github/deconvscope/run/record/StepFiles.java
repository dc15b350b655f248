package io.github.deconvscope.run.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder with one file per step, {@code step-NNNNNNNNN.npz}: frames and checkpoints.
 *
 * @param folder need not exist yet
 */
public record StepFiles(Path folder) {
    private static final Pattern NAME = Pattern.compile("step-(\\d{9,18})\\.npz");

    /** The file of a step, whether or not it exists. */
    public Path of(long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%09d.npz", step));
    }

    /** The steps that have a file, ascending. */
    public List<Long> steps() throws IOException {
        TreeSet<Long> steps = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "step-*.npz")) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        steps.add(Long.parseLong(name.group(1)));
                    }
                }
            }
        }
        return List.copyOf(steps);
    }

    /** Deletes the file of a step, if there is one. */
    public void delete(long step) throws IOException {
        Files.deleteIfExists(of(step));
    }
}
