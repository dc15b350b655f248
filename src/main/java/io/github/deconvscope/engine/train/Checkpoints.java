package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checkpoints of a run: {@code checkpoint/step-NNNNNNNNN.npz}, each whole or not there; the last two are kept. */
final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("step-(\\d{9,18})\\.npz");
    private static final int KEPT = 2;

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** A checkpoint that was read. */
    record Loaded(long step, Map<String, NpyArray> state) {}

    void write(long step, Map<String, NpyArray> state) throws IOException {
        Files.createDirectories(folder);
        NpzFile.write(folder.resolve(String.format(Locale.ROOT, "step-%09d.npz", step)), state);
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** The newest checkpoint that can be read: a damaged one gives way to the one before. Empty if there is none at all. */
    Optional<Loaded> readNewest() throws IOException {
        List<Path> all = newestFirst();
        IOException damage = null;
        for (Path file : all) {
            try {
                return Optional.of(new Loaded(step(file), NpzFile.readAll(file)));
            } catch (IOException e) {
                damage = e;
            }
        }
        if (damage != null) {
            throw new InvalidInputException(
                    "No checkpoint in " + folder + " can be read: " + damage.getMessage(), damage);
        }
        return Optional.empty();
    }

    private List<Path> newestFirst() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "step-*.npz")) {
                files.forEach(file -> {
                    if (NAME.matcher(file.getFileName().toString()).matches()) {
                        found.add(file);
                    }
                });
            }
        }
        found.sort(Comparator.comparingLong(Checkpoints::step).reversed());
        return found;
    }

    private static long step(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }
}
