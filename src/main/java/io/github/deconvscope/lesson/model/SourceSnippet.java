package io.github.deconvscope.lesson.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Code that lessons show: cut from the source of the app, which the build puts on the class path under {@code /sources}, or from a program in
 * Python below {@code assets/code}.
 */
public final class SourceSnippet {
    private SourceSnippet() {}

    /**
     * The lines between {@code // lesson:start TAG} and {@code // lesson:end TAG}, in Python with {@code #}, without their common indentation.
     *
     * @param file below {@code io/github/deconvscope}, such as {@code math/NewtonSchulz.java}, or a program in Python, such as
     *     {@code whitening.py}
     * @throws IllegalArgumentException if there is no such file or tag
     */
    public static String cut(String file, String tag) {
        String mark = isPython(file) ? "# lesson:" : "// lesson:";
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        boolean closed = false;
        for (String line : source(file).split("\n")) {
            String text = line.strip();
            if (text.equals(mark + "end " + tag)) {
                closed = inside;
                break;
            }
            if (inside && !text.startsWith(mark)) {
                lines.add(line);
            }
            inside = inside || text.equals(mark + "start " + tag);
        }
        if (!closed || lines.isEmpty()) {
            throw new IllegalArgumentException("the source " + file + " has no lines between \"" + mark + "start " + tag
                    + "\" and \"" + mark + "end " + tag + "\"");
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

    /** Whether this is a program in Python and no source of the app. */
    public static boolean isPython(String file) {
        return file.endsWith(".py");
    }

    private static String source(String file) {
        boolean inside = file.matches("[A-Za-z0-9/]+\\.java|[a-z_]+\\.py");
        String resource = (isPython(file) ? "/assets/code/" : "/sources/") + file;
        try (InputStream in = inside ? SourceSnippet.class.getResourceAsStream(resource) : null) {
            if (in == null) {
                throw new IllegalArgumentException("there is no source \"" + file
                        + "\" to show; write it as math/NewtonSchulz.java. Shown are the sources of math and engine/layer, and the"
                        + " programs in Python of assets/code");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
