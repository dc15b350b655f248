package io.github.deconvscope.run.scalar;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.feed.Metric;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes curves as CSV: in a wide form (one row a step, for spreadsheets) and a long one (one row a value, without loss), which it also
 * reads. Files of other programs are read by {@code run.importing}.
 */
public final class ScalarCsv {
    private static final Set<String> AXES = Set.of("run", "step", "epoch", "seconds");
    /** What the wide form calls the seconds that each epoch took, since {@code seconds} is the time since the start. */
    public static final String EPOCH_SECONDS = "epochSeconds";

    private static final List<String> LONG_HEADER = List.of("name", "step", "epoch", "seconds", "value");
    private static final List<String> LONG_HEADER_WITH_BANDS =
            Stream.concat(LONG_HEADER.stream(), Stream.of("low", "high")).toList();

    private ScalarCsv() {}

    /** Whether this is the first row of the long form. */
    public static boolean isLongHeader(List<String> cells) {
        return cells.equals(LONG_HEADER) || cells.equals(LONG_HEADER_WITH_BANDS);
    }

    /**
     * Writes one row a value: name, step, epoch, seconds, value, and the edges of the band where a curve has one. Numbers read back to the
     * last bit; NaN is an empty axis.
     */
    public static void writeLong(List<ScalarSeries> curves, OutputStream out) throws IOException {
        boolean bands = curves.stream().anyMatch(curve -> curve.band().isPresent());
        CsvWriter rows = writer(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        rows.writeRecord(bands ? LONG_HEADER_WITH_BANDS : LONG_HEADER);
        for (ScalarSeries curve : curves) {
            for (int i = 0; i < curve.size(); i++) {
                CsvWriter.CsvWriterRecord row = rows.writeRecord()
                        .writeField(curve.name())
                        .writeField(axis(curve.step()[i]))
                        .writeField(axis(curve.epoch()[i]))
                        .writeField(axis(curve.seconds()[i]))
                        .writeField(Numbers.exact(curve.value()[i]));
                if (bands) {
                    int point = i;
                    row.writeField(curve.band().map(b -> axis(b.low()[point])).orElse(""))
                            .writeField(
                                    curve.band().map(b -> axis(b.high()[point])).orElse(""));
                }
                row.endRecord();
            }
        }
        rows.flush();
    }

    /**
     * One row a step, a column a curve: run, step, epoch, seconds, then the names. A cell is empty where a curve has no value at that step:
     * a value by epoch stands in the row of its last step.
     *
     * @param runs name of each run to its curves
     */
    public static String wideFormat(Map<String, List<ScalarSeries>> runs) {
        Map<String, List<ScalarSeries>> columns = new LinkedHashMap<>();
        runs.forEach((run, curves) -> columns.put(
                run,
                curves.stream()
                        .flatMap(curve -> Stream.concat(Stream.of(curve), curve.edges().stream()))
                        .toList()));
        List<String> names = columns.values().stream()
                .flatMap(List::stream)
                .map(ScalarSeries::name)
                .distinct()
                .toList();
        StringWriter text = new StringWriter();
        CsvWriter rows = writer(text);
        rows.writeRecord(Stream.concat(
                        Stream.of("run", "step", "epoch", "seconds"),
                        names.stream().map(ScalarCsv::heading))
                .toList());
        columns.forEach((run, curves) -> rows(rows, run, curves, names));
        return text.toString();
    }

    private static CsvWriter writer(Writer out) {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .autoFlush(out instanceof StringWriter)
                .build(out);
    }

    /** The name of a column; other programs would mix up a curve that is called as an axis with the axis. */
    private static String heading(String curve) {
        if (curve.equals(Metric.SECONDS.id())) {
            return EPOCH_SECONDS;
        }
        return AXES.contains(curve) ? curve + "Value" : curve;
    }

    /** A row of the wide form, and which of its cells have a value: a NaN loss is one. */
    private record Row(double[] cells, BitSet filled) {
        void put(int column, double value) {
            if (!filled.get(column)) {
                filled.set(column);
                cells[column] = value;
            }
        }
    }

    private static void rows(CsvWriter out, String run, List<ScalarSeries> curves, List<String> names) {
        // Keyed by step, or by epoch for curves without steps.
        Map<Double, Row> rows = new TreeMap<>();
        int axes = 3;
        for (ScalarSeries curve : curves) {
            int column = axes + names.indexOf(curve.name());
            for (int i = 0; i < curve.size(); i++) {
                double key = Double.isNaN(curve.step()[i]) ? curve.epoch()[i] : curve.step()[i];
                Row row = rows.computeIfAbsent(key, absent -> new Row(new double[axes + names.size()], new BitSet()));
                row.put(0, curve.step()[i]);
                row.put(1, curve.epoch()[i]);
                row.put(2, curve.seconds()[i]);
                row.put(column, curve.value()[i]);
            }
        }
        for (Row row : rows.values()) {
            List<String> cells = new ArrayList<>();
            cells.add(run);
            for (int column = 0; column < row.cells.length; column++) {
                cells.add(
                        !row.filled.get(column)
                                ? ""
                                : column < axes ? axis(row.cells[column]) : Numbers.exact(row.cells[column]));
            }
            out.writeRecord(cells);
        }
    }

    private static String axis(double value) {
        return Double.isNaN(value) ? "" : Numbers.exact(value);
    }

    /**
     * Reads the long form.
     *
     * @throws InvalidInputException naming file, line and column, if something is not as it should be
     */
    public static List<ScalarSeries> readLong(Path file) throws IOException {
        Map<String, SeriesBuilder> curves = new LinkedHashMap<>();
        boolean[] headed = new boolean[2];
        CsvRows.read(file, Files.newBufferedReader(file), ',', (line, cells) -> {
            if (!headed[0]) {
                headed[0] = true;
                headed[1] = cells.equals(LONG_HEADER_WITH_BANDS);
                if (!isLongHeader(cells)) {
                    throw new InvalidInputException(file + " does not begin with \"" + String.join(",", LONG_HEADER)
                            + "\". Import the curves again.");
                }
                return true;
            }
            int columns = (headed[1] ? LONG_HEADER_WITH_BANDS : LONG_HEADER).size();
            if (cells.size() != columns) {
                throw new InvalidInputException(file + ", line " + line + " has " + cells.size()
                        + " cells, but the header has " + columns + ". Import the curves again.");
            }
            curves.computeIfAbsent(cells.get(0), absent -> new SeriesBuilder())
                    .add(
                            number(file, line, "step", cells.get(1)),
                            number(file, line, "epoch", cells.get(2)),
                            number(file, line, "seconds", cells.get(3)),
                            number(file, line, "value", cells.get(4)),
                            headed[1] ? number(file, line, "low", cells.get(5)) : Double.NaN,
                            headed[1] ? number(file, line, "high", cells.get(6)) : Double.NaN);
            return true;
        });
        List<ScalarSeries> read = new ArrayList<>();
        curves.forEach((name, points) -> read.add(points.build(name).series()));
        return read;
    }

    private static double number(Path file, long line, String column, String cell) {
        try {
            return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    file + ", line " + line + ", column \"" + column + "\": \"" + cell
                            + "\" is not a number. Import the curves again.",
                    e);
        }
    }
}
