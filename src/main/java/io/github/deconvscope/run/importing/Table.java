package io.github.deconvscope.run.importing;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.scalar.CsvRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A CSV or TSV file: its dialect, its header, and its rows, which can be read repeatedly. */
final class Table {
    private static final long LARGEST = 256L << 20;
    private static final long MOST_CELLS = 10_000_000;
    private static final int SAMPLE_ROWS = 50;
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /** A first line that declares the separator to spreadsheets. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);

    private final TextFile text;
    private final char separator;
    private final boolean separatorLine;
    private final List<String> header;

    /** Takes rows that have a cell for each column of the header. */
    interface Rows {
        void row(int number, List<String> cells);
    }

    private Table(TextFile text, char separator, boolean separatorLine, List<String> header) {
        this.text = text;
        this.separator = separator;
        this.separatorLine = separatorLine;
        this.header = header;
    }

    /**
     * Opens a table.
     *
     * @throws InvalidInputException if it is no text, too large, or has no header
     */
    static Table open(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new InvalidInputException(file + " has " + (size >> 20) + " MiB; at most " + (LARGEST >> 20)
                    + " can be read. Keep only the columns that are to be compared.");
        }
        TextFile text = TextFile.of(file);
        try {
            Matcher told = SEPARATOR_LINE.matcher(firstLine(text));
            boolean separatorLine = told.matches();
            char separator = separatorLine ? told.group(1).charAt(0) : separator(text);
            List<List<String>> top = top(text, separator, separatorLine, 1);
            if (top.isEmpty()) {
                throw new InvalidInputException(file + " is empty or has no header in its first line.");
            }
            List<String> header = top.get(0);
            if (header.stream().allMatch(name -> Cell.kind(name) != Cell.Kind.WORDS)) {
                throw new InvalidInputException(file + " has no header: its first line, "
                        + Remarks.quoted(header.get(0)) + ", names no column. Put the names of the columns there.");
            }
            return new Table(text, separator, separatorLine, header);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    file + " is not the text that it begins as (" + text.charset() + "). Save it as UTF-8.", e);
        }
    }

    private static String firstLine(TextFile text) throws IOException {
        try (BufferedReader in = text.open()) {
            char[] start = new char[16];
            int read = in.read(start);
            return read <= 0 ? "" : new String(start, 0, read).split("[\r\n]", 2)[0];
        }
    }

    /** The separator that cuts the first rows into most columns, equally many in each; of several the usual order. */
    private static char separator(TextFile text) throws IOException {
        char best = SEPARATORS[0];
        double most = 0;
        for (char candidate : SEPARATORS) {
            List<List<String>> rows;
            try {
                rows = top(text, candidate, false, SAMPLE_ROWS);
            } catch (InvalidInputException e) {
                // Not this separator; if none fits, the first one gives the message.
                continue;
            }
            if (rows.isEmpty() || rows.get(0).size() == 1) {
                continue;
            }
            int columns = rows.get(0).size();
            double alike = rows.stream().filter(row -> row.size() == columns).count() / (double) rows.size();
            double score = alike == 1 ? 1 + columns : alike * columns / CsvRows.MOST_COLUMNS;
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    private static List<List<String>> top(TextFile text, char separator, boolean separatorLine, int count)
            throws IOException {
        List<List<String>> rows = new ArrayList<>();
        int first = separatorLine ? 1 : 0;
        CsvRows.read(text.path(), text.open(), separator, (line, cells) -> {
            if (line > first && !isBlank(cells)) {
                rows.add(cells);
            }
            return rows.size() < count;
        });
        return rows;
    }

    Path file() {
        return text.path();
    }

    List<String> header() {
        return header;
    }

    /** Whether numbers may have a decimal comma: it would be a separator otherwise. */
    boolean mayHaveDecimalComma() {
        return separator != ',';
    }

    /**
     * Hands out the rows under the header, numbered from 1.
     *
     * @param remarks gets the rows that are left out
     * @throws InvalidInputException if there are more cells than can be compared
     */
    void rows(Remarks remarks, Rows rows) throws IOException {
        int columns = header.size();
        int[] number = new int[1];
        RowFaults faults = new RowFaults();
        boolean[] headed = new boolean[1];
        try {
            CsvRows.read(file(), text.open(), separator, (line, raw) -> {
                if (separatorLine && line == 1 || isBlank(raw)) {
                    return true;
                }
                if (!headed[0]) {
                    headed[0] = true;
                    return true;
                }
                List<String> cells = withoutEmptyEnd(raw, columns);
                if (cells.equals(header)) {
                    faults.headers++;
                } else if (cells.size() != columns) {
                    faults.wrongLength(line, cells.size());
                } else {
                    rows.row(++number[0], cells);
                }
                if ((long) number[0] * columns > MOST_CELLS) {
                    throw new InvalidInputException(file() + " has more than " + MOST_CELLS
                            + " cells. Keep only the columns that are to be compared.");
                }
                return true;
            });
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    file() + " is not the text that it begins as (" + text.charset() + "). Save it as UTF-8.", e);
        }
        faults.addTo(remarks, columns);
        if (text.isGuess()) {
            remarks.changed("the text", "it is not UTF-8 and was read as Windows-1252");
        }
    }

    private static boolean isBlank(List<String> cells) {
        return cells.size() == 1 && cells.get(0).isBlank();
    }

    /** A separator at the end of the line makes an empty cell that is no column. */
    private static List<String> withoutEmptyEnd(List<String> cells, int columns) {
        boolean onlyEmpty = cells.size() > columns
                && cells.subList(columns, cells.size()).stream().allMatch(String::isBlank);
        return onlyEmpty ? cells.subList(0, columns) : cells;
    }

    /** Rows that do not fit the header. */
    private static final class RowFaults {
        private int headers;
        private long rows;
        private long firstLine;
        private int firstSize;

        void wrongLength(long line, int size) {
            if (rows++ == 0) {
                firstLine = line;
                firstSize = size;
            }
        }

        void addTo(Remarks remarks, int columns) {
            if (headers > 0) {
                remarks.leftOut(PlainWords.count(headers, "repeated header"), "the names of the columns stand once");
            }
            if (rows > 0) {
                remarks.leftOut(
                        PlainWords.count(rows, "row"),
                        "not as many cells as the header has; the first, line " + firstLine + ", has "
                                + PlainWords.count(firstSize, "cell") + ", the header " + columns);
            }
        }
    }
}
