package io.github.deconvscope.run.scalar;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a CSV file, as RFC 4180 has them: quoted cells keep separators, line breaks and spaces. Bounded in columns, cells and
 * lines, so that a file of another kind cannot fill the memory.
 */
public final class CsvRows {
    /** More columns than any log has. */
    public static final int MOST_COLUMNS = 10_000;

    private static final int LONGEST_CELL = 1 << 20;
    private static final int LONGEST_ROW = 8 << 20;

    /** Appended as a last row: if it is not read as a separate row, a quotation mark is still open. */
    private static final String END = "\u0003the end of the file\u0003";

    private CsvRows() {}

    /** Takes rows; empty lines are skipped. */
    @FunctionalInterface
    public interface Taker {
        /**
         * @param line number of the line that the row begins in, from 1
         * @return whether to go on
         */
        boolean take(long line, List<String> cells);
    }

    /**
     * Hands out the rows.
     *
     * @param file for messages
     * @throws InvalidInputException naming file and line, if a quotation mark is not closed or a bound is exceeded
     */
    public static void read(Path file, Reader in, char separator, Taker rows) throws IOException {
        CsvRecordHandler bounded = CsvRecordHandler.of(limits ->
                limits.maxFields(MOST_COLUMNS).maxFieldSize(LONGEST_CELL).maxRecordSize(LONGEST_ROW));
        long line = 1;
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                // Chooses the parser that keeps a row apart from the next where its last cell holds a lone carriage
                // return:
                // the strict one of FastCSV 4.1.0 loses that cell and the end of the row with it.
                .trimWhitespacesAroundQuotes(true)
                .maxBufferSize(LONGEST_ROW)
                .build(bounded, new Ended(in))) {
            for (CsvRecord record : records) {
                line = record.getStartingLineNumber();
                List<String> cells = record.getFields();
                String last = cells.get(cells.size() - 1);
                if (last.endsWith(END) || last.endsWith(END + "\n")) {
                    if (cells.size() > 1 || last.length() > END.length()) {
                        throw new InvalidInputException(file + ", line " + line
                                + ": a quotation mark is not closed. Close it, or take it out.");
                    }
                    return;
                }
                if (!rows.take(line, cells)) {
                    return;
                }
            }
        } catch (CsvParseException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new InvalidInputException(
                    file + " cannot be read as a table, after line " + line + ": "
                            + reason.getMessage().strip().replaceFirst("\\.$", "")
                            + ". Give a CSV or TSV file with at most " + MOST_COLUMNS + " columns.",
                    e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A text with {@link #END} on a line of its own behind it. */
    private static final class Ended extends Reader {
        private final Reader text;
        private String tail = "\n" + END + "\n";
        private boolean over;

        Ended(Reader text) {
            this.text = text;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int read = over ? -1 : text.read(into, offset, length);
            if (read >= 0) {
                return read;
            }
            over = true;
            if (tail.isEmpty()) {
                return -1;
            }
            int taken = Math.min(length, tail.length());
            tail.getChars(0, taken, into, offset);
            tail = tail.substring(taken);
            return taken;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
