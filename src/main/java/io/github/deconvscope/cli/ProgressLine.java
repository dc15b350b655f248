package io.github.deconvscope.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows the progress of a long command: on a terminal one line that is overwritten, in a log a line every ten seconds, or nothing.
 *
 * <p>Written by hand because terminal libraries install their own handler of Ctrl-C, which would end a run without its checkpoint.
 */
final class ProgressLine implements AutoCloseable {
    /** Where the progress is shown. */
    enum Reader {
        TERMINAL,
        LOG,
        NOBODY
    }

    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int SHORTEST_BAR = 8;
    private static final int LONGEST_BAR = 30;
    private static final int USUAL_COLUMNS = 80;

    private final PrintStream out;
    private final Reader reader;
    private final int columns;
    private long last;
    private String drawn = "";

    /**
     * @param columns width of the terminal
     */
    ProgressLine(PrintStream out, Reader reader, int columns) {
        this.out = out;
        this.reader = reader;
        this.columns = columns;
        last = System.nanoTime() - (reader == Reader.TERMINAL ? REDRAW_NANOS : 0);
    }

    /** Chooses the kind of output: terminal if this process has one, else log; nothing if {@code quiet}. */
    static ProgressLine on(PrintStream out, boolean quiet) {
        Reader reader = quiet ? Reader.NOBODY : System.console() != null ? Reader.TERMINAL : Reader.LOG;
        return new ProgressLine(out, reader, reader == Reader.TERMINAL ? terminalColumns() : USUAL_COLUMNS);
    }

    private static int terminalColumns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int columns = Integer.parseInt(size.strip().replaceFirst("^\\d+ ", ""));
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException e) {
            // Windows, or a terminal that does not report its width.
            return USUAL_COLUMNS;
        }
    }

    /**
     * Shows the progress, unless it was shown a moment ago.
     *
     * @param share 0 to 1; NaN while it is unknown
     */
    void show(double share, String text) {
        long now = System.nanoTime();
        if (reader == Reader.NOBODY || now - last < (reader == Reader.TERMINAL ? REDRAW_NANOS : LOG_NANOS)) {
            return;
        }
        last = now;
        if (reader == Reader.LOG) {
            out.println(percent(share) + text);
        } else {
            draw(line(share, text, columns));
        }
    }

    /** A line that stays, for every reader. */
    void say(String text) {
        String shown = drawn;
        draw("");
        out.println(text);
        draw(shown);
        last = System.nanoTime();
    }

    private void draw(String line) {
        if (!line.equals(drawn)) {
            out.print("\r" + line + " ".repeat(Math.max(0, drawn.length() - line.length())));
            out.print(line.isEmpty() ? "\r" : "");
            out.flush();
            drawn = line;
        }
    }

    /** Such as {@code [=====     ]  50 % epoch 1 of 2}; shorter than the terminal is wide, so that it stays one line. */
    static String line(double share, String text, int columns) {
        String words = percent(share) + text;
        int bar = Math.min(LONGEST_BAR, columns - 1 - words.length() - 3);
        if (!Double.isNaN(share) && bar >= SHORTEST_BAR) {
            int full = (int) Math.round(bar * share);
            words = "[" + "=".repeat(full) + " ".repeat(bar - full) + "] " + words;
        }
        return words.substring(0, Math.min(words.length(), Math.max(0, columns - 1)));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%3.0f %% ", Math.floor(100 * share));
    }

    /** Leaves the last line standing. */
    @Override
    public void close() {
        if (!drawn.isEmpty()) {
            out.println();
            drawn = "";
        }
    }
}
