package io.github.deconvscope.figure.export;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state of a figure as comments of TeX and PostScript, whose lines have to be short. */
final class StateLines {
    private static final String MARK = "%DeconvScope: ";
    private static final int LONGEST = 200;

    private StateLines() {}

    /** Comment lines; one that names the program alone if there is no state. */
    static String of(String json) {
        // Letters beyond ASCII as JSON has them: PostScript knows no others in comments.
        String state = json.chars()
                .mapToObj(c ->
                        c < 127 ? Character.toString(c) : "\\u" + HexFormat.of().toHexDigits((char) c))
                .collect(Collectors.joining());
        StringBuilder lines = new StringBuilder();
        for (int from = 0; from == 0 || from < state.length(); from += LONGEST) {
            lines.append(MARK)
                    .append(state, from, Math.min(state.length(), from + LONGEST))
                    .append('\n');
        }
        return lines.toString();
    }

    /** The state among the lines of a file; empty if there is none. */
    static Optional<String> find(Stream<String> lines) {
        String found = lines.filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .collect(Collectors.joining());
        return found.isBlank() ? Optional.empty() : Optional.of(found);
    }
}
