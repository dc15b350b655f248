package io.github.deconvscope.lesson.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Code cut from the source of the app, which the build puts on the class path under {@code /sources}. */
public final class SourceSnippet {
    private SourceSnippet() {}

    /**
     * The lines between {@code // lesson:start TAG} and {@code // lesson:end TAG}, without their common indentation.
     *
     * @param file below {@code io/github/deconvscope}, such as {@code math/NewtonSchulz.java}
     * @throws IllegalArgumentException if there is no such file or tag
     */
    public static String cut(String file, String tag) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        boolean closed = false;
        for (String line : source(file).split("\n")) {
            String text = line.strip();
            if (text.equals("// lesson:end " + tag)) {
                closed = inside;
                break;
            }
            if (inside && !text.startsWith("// lesson:")) {
                lines.add(line);
            }
            inside = inside || text.equals("// lesson:start " + tag);
        }
        if (!closed || lines.isEmpty()) {
            throw new IllegalArgumentException("the source " + file + " has no lines between \"// lesson:start " + tag
                    + "\" and \"// lesson:end " + tag + "\"");
        }
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        List<String> cut = new ArrayList<>();
        lines.forEach(
                line -> cut.add(line.isBlank() ? "" : line.substring(indent).stripTrailing()));
        return String.join("\n", cut).strip();
    }

    private static String source(String file) {
        boolean inside = file.matches("[A-Za-z0-9/]+\\.java");
        try (InputStream in = inside ? SourceSnippet.class.getResourceAsStream("/sources/" + file) : null) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "there is no source \"" + file
                                + "\" to show; write it as math/NewtonSchulz.java. Shown are the sources of math and engine/layer");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
