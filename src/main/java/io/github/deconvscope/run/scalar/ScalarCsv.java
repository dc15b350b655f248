package io.github.deconvscope.run.scalar;

import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Curves as CSV. Written are a wide form (one row a step, for spreadsheets) and a long one (one row a value, loses nothing); read are both,
 * and what other programs write: a header, then rows with a step, iteration, epoch or time and a column a curve; comma, semicolon or tab.
 */
public final class ScalarCsv {
    private static final Set<String> STEP =
            Set.of("step", "globalstep", "iteration", "iter", "batch", "trainglobalstep");
    private static final Set<String> EPOCH = Set.of("epoch", "epochs", "trainerepoch");
    private static final Set<String> SECONDS =
            Set.of("seconds", "time", "walltime", "timestamp", "elapsed", "elapsedseconds", "relativetime", "runtime");
    private static final Set<String> AXES = Set.of("run", "step", "epoch", "seconds");
    /** What the wide form calls the seconds that each epoch took, since {@code seconds} is the time since the start. */
    public static final String EPOCH_SECONDS = "epochSeconds";

    private static final String LONG_HEADER = "name,step,epoch,seconds,value";
    private static final long LARGEST = 512L << 20;

    private ScalarCsv() {}

    /** One row a value: name, step, epoch, seconds, value. Numbers read back to the last bit; NaN is an empty axis. */
    public static String longFormat(List<ScalarSeries> curves) {
        StringBuilder text = new StringBuilder(LONG_HEADER).append('\n');
        for (ScalarSeries curve : curves) {
            String name = quoted(curve.name());
            for (int i = 0; i < curve.size(); i++) {
                text.append(name).append(',');
                text.append(axis(curve.step()[i])).append(',');
                text.append(axis(curve.epoch()[i])).append(',');
                text.append(axis(curve.seconds()[i])).append(',');
                text.append(number(curve.value()[i])).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * One row a step, a column a curve: run, step, epoch, seconds, then the names. A cell is empty where a curve has no value at that step:
     * a value by epoch stands in the row of its last step.
     *
     * @param runs name of each run to its curves
     */
    public static String wideFormat(Map<String, List<ScalarSeries>> runs) {
        List<String> names = runs.values().stream()
                .flatMap(List::stream)
                .map(ScalarSeries::name)
                .distinct()
                .toList();
        StringBuilder text = new StringBuilder("run,step,epoch,seconds");
        names.forEach(name -> text.append(',').append(quoted(heading(name))));
        text.append('\n');
        runs.forEach((run, curves) -> rows(text, quoted(run), curves, names));
        return text.toString();
    }

    /** The name of a column; other programs would mix up a curve that is called as an axis with the axis. */
    private static String heading(String curve) {
        if (curve.equals(Metric.SECONDS.key())) {
            return EPOCH_SECONDS;
        }
        return AXES.contains(curve) ? curve + "Value" : curve;
    }

    private static void rows(StringBuilder text, String run, List<ScalarSeries> curves, List<String> names) {
        // Keyed by step, or by epoch for curves that know no steps.
        Map<Double, double[]> rows = new TreeMap<>();
        int axes = 3;
        for (ScalarSeries curve : curves) {
            int column = axes + names.indexOf(curve.name());
            for (int i = 0; i < curve.size(); i++) {
                double key = Double.isNaN(curve.step()[i]) ? curve.epoch()[i] : curve.step()[i];
                double[] row = rows.computeIfAbsent(key, absent -> empty(axes + names.size()));
                fill(row, 0, curve.step()[i]);
                fill(row, 1, curve.epoch()[i]);
                fill(row, 2, curve.seconds()[i]);
                row[column] = curve.value()[i];
            }
        }
        for (double[] row : rows.values()) {
            text.append(run);
            for (int column = 0; column < row.length; column++) {
                text.append(',')
                        .append(isEmpty(row[column]) ? "" : column < axes ? axis(row[column]) : number(row[column]));
            }
            text.append('\n');
        }
    }

    /** A NaN of its own for cells without a value: a NaN loss is a value. */
    private static final double EMPTY = Double.longBitsToDouble(0x7ff8_0000_0000_e3e3L);

    private static double[] empty(int columns) {
        double[] row = new double[columns];
        java.util.Arrays.fill(row, EMPTY);
        return row;
    }

    private static boolean isEmpty(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(EMPTY);
    }

    private static void fill(double[] row, int column, double value) {
        if (isEmpty(row[column])) {
            row[column] = value;
        }
    }

    private static String axis(double value) {
        return Double.isNaN(value) ? "" : number(value);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String quoted(String text) {
        return text.matches("[^,;\"\\t\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Reads curves.
     *
     * @throws InvalidInputException naming file, line and column, if something is not as it should be
     */
    public static List<ScalarSeries> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new InvalidInputException(file + " has " + (Files.size(file) >> 20) + " MiB; at most "
                    + (LARGEST >> 20) + " can be read. Keep only the columns that are to be compared.");
        }
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String header = in.readLine();
            if (header == null || header.isBlank()) {
                throw new InvalidInputException(file + " is empty or has no header in its first line.");
            }
            String line = header.startsWith("\ufeff") ? header.substring(1) : header;
            char separator = separator(line);
            List<String> columns = split(file, 1, line, separator);
            Reader reader = line.equals(LONG_HEADER) ? new LongReader(file) : new WideReader(file, columns);
            int number = 1;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                if (!text.isBlank()) {
                    List<String> cells = split(file, number, text, separator);
                    if (cells.size() != columns.size()) {
                        throw new InvalidInputException(file + ", line " + number + " has " + cells.size()
                                + " cells, but the header has " + columns.size() + ".");
                    }
                    reader.row(number, cells);
                }
            }
            return reader.curves();
        }
    }

    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static List<String> split(Path file, int line, String text, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && inside && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                inside = !inside;
            } else if (c == separator && !inside) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (inside) {
            throw new InvalidInputException(file + ", line " + line + ": a quotation mark is not closed.");
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private static double parse(Path file, int line, String column, String cell) {
        if (cell.isEmpty()) {
            return EMPTY;
        }
        switch (cell.toLowerCase(Locale.ROOT)) {
            case "nan":
                return Double.NaN;
            case "inf", "infinity", "+inf":
                return Double.POSITIVE_INFINITY;
            case "-inf", "-infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                try {
                    return Double.parseDouble(cell);
                } catch (NumberFormatException e) {
                    throw new InvalidInputException(
                            file + ", line " + line + ", column \"" + column + "\": \"" + cell + "\" is not a number.");
                }
        }
    }

    private static double orNaN(double value) {
        return isEmpty(value) ? Double.NaN : value;
    }

    private interface Reader {
        void row(int line, List<String> cells);

        List<ScalarSeries> curves();
    }

    private static final class LongReader implements Reader {
        private final Path file;
        private final Map<String, SeriesBuilder> builders = new LinkedHashMap<>();

        LongReader(Path file) {
            this.file = file;
        }

        @Override
        public void row(int line, List<String> cells) {
            builders.computeIfAbsent(cells.get(0), SeriesBuilder::new)
                    .add(
                            orNaN(parse(file, line, "step", cells.get(1))),
                            orNaN(parse(file, line, "epoch", cells.get(2))),
                            orNaN(parse(file, line, "seconds", cells.get(3))),
                            orNaN(parse(file, line, "value", cells.get(4))));
        }

        @Override
        public List<ScalarSeries> curves() {
            return builders.values().stream().map(SeriesBuilder::build).toList();
        }
    }

    private static final class WideReader implements Reader {
        private final Path file;
        private final List<String> columns;
        private final SeriesBuilder[] builders;
        private final boolean[] words;
        private int step = -1;
        private int epoch = -1;
        private int seconds = -1;
        private int run = -1;
        private String runName;
        private double firstSeconds = Double.NaN;
        private int rows;

        WideReader(Path file, List<String> columns) {
            this.file = file;
            this.columns = columns;
            builders = new SeriesBuilder[columns.size()];
            words = new boolean[columns.size()];
            for (int i = 0; i < columns.size(); i++) {
                String bare = columns.get(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
                if (step < 0 && STEP.contains(bare)) {
                    step = i;
                } else if (epoch < 0 && EPOCH.contains(bare)) {
                    epoch = i;
                } else if (seconds < 0 && SECONDS.contains(bare)) {
                    seconds = i;
                } else if (run < 0 && bare.equals("run")) {
                    run = i;
                } else {
                    builders[i] = new SeriesBuilder(curveName(columns.get(i)));
                }
            }
        }

        /** TensorBoard's downloads call every curve "Value"; the file's name tells more. */
        private String curveName(String column) {
            String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            return column.equalsIgnoreCase("value") || column.isEmpty() ? stem : column;
        }

        @Override
        public void row(int line, List<String> cells) {
            rows++;
            checkRun(cells);
            double atStep = at(line, cells, step);
            double atEpoch = at(line, cells, epoch);
            double atSeconds = at(line, cells, seconds);
            if (step < 0 && epoch < 0) {
                atStep = rows;
            }
            if (Double.isNaN(firstSeconds)) {
                firstSeconds = atSeconds;
            }
            // Times of day become times since the first row.
            double since = firstSeconds > 1e8 ? atSeconds - firstSeconds : atSeconds;
            for (int i = 0; i < builders.length; i++) {
                if (builders[i] == null || words[i]) {
                    continue;
                }
                if (builders[i].size() == 0 && !cells.get(i).isEmpty() && !isNumber(cells.get(i))) {
                    words[i] = true;
                    continue;
                }
                double value = parse(file, line, columns.get(i), cells.get(i));
                if (!isEmpty(value)) {
                    builders[i].add(atStep, atEpoch, since, value);
                }
            }
        }

        private void checkRun(List<String> cells) {
            if (run < 0) {
                return;
            }
            if (runName != null && !runName.equals(cells.get(run))) {
                throw new InvalidInputException(file + " holds several runs (\"" + runName + "\", \"" + cells.get(run)
                        + "\"). Import a file with one run.");
            }
            runName = cells.get(run);
        }

        private boolean isNumber(String cell) {
            try {
                parse(file, 0, "", cell);
                return true;
            } catch (InvalidInputException e) {
                return false;
            }
        }

        private double at(int line, List<String> cells, int column) {
            return column < 0 ? Double.NaN : orNaN(parse(file, line, columns.get(column), cells.get(column)));
        }

        @Override
        public List<ScalarSeries> curves() {
            List<ScalarSeries> curves = new ArrayList<>();
            for (SeriesBuilder builder : builders) {
                if (builder != null && builder.size() > 0) {
                    curves.add(builder.build());
                }
            }
            return curves;
        }
    }
}
