package io.github.deconvscope.run.importing;

import io.github.deconvscope.run.importing.Cell.Kind;
import io.github.deconvscope.run.importing.Cell.Mark;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.run.scalar.SeriesBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the runs in a table: a header, then rows with a step, epoch or time and one column per curve. Several runs are distinguished by a
 * column {@code run} or, as Weights and Biases does it, by the names of the columns: {@code RUN - loss}.
 */
final class TableReader {
    private static final String RUN_COLUMN = "run";

    private final Table table;
    private final Remarks remarks = new Remarks();
    private final List<Column> columns = new ArrayList<>();
    private final List<ColumnName> names;
    private final Map<Integer, String> unreadable = new LinkedHashMap<>();
    private final List<String> runOfRow = new ArrayList<>();
    private int runColumn = -1;
    /** Whether the columns name one run, so that those without a name of a run are of it too. */
    private boolean onlyRun;

    private int rows;

    /** The axes of the rows of one run; see {@link Places}. */
    private static final class Scope {
        private final Map<Axis, double[]> places = new EnumMap<>(Axis.class);
        /** The column of seconds that each epoch took, if there is one. */
        private Column durations;

        double at(Axis axis, int row) {
            double[] all = places.get(axis);
            return all == null ? Double.NaN : all[row];
        }
    }

    private TableReader(Table table) {
        this.table = table;
        names = ColumnName.of(table.header());
    }

    /** Reads all runs of a table, also those without a curve. */
    static List<FoundRun> read(Table table) throws IOException {
        TableReader reader = new TableReader(table);
        reader.detectColumns();
        reader.table.rows(new Remarks(), reader::readRow);
        return reader.runs();
    }

    /** First pass over the table: detects the column of runs, and how the numbers of each column are written. */
    private void detectColumns() throws IOException {
        table.header().forEach(name -> columns.add(new Column(name)));
        table.rows(remarks, (number, cells) -> {
            rows = number;
            for (int i = 0; i < cells.size(); i++) {
                columns.get(i).countKind(number, cells.get(i));
            }
        });
        for (int i = 0; i < columns.size() && runColumn < 0; i++) {
            runColumn = columns.get(i).name().strip().equalsIgnoreCase(RUN_COLUMN) ? i : -1;
        }
        Optional<Mark> certain = certainMark();
        for (int i = 0; i < columns.size(); i++) {
            if (i != runColumn) {
                int column = i;
                columns.get(i)
                        .settle(table.mayHaveDecimalComma(), certain)
                        .ifPresent(why -> unreadable.put(column, why));
            }
        }
    }

    private Optional<Mark> certainMark() {
        boolean comma = columns.stream().anyMatch(column -> column.shows(Mark.COMMA));
        boolean point = columns.stream().anyMatch(column -> column.shows(Mark.POINT));
        return comma == point ? Optional.empty() : Optional.of(comma ? Mark.COMMA : Mark.POINT);
    }

    private void readRow(int number, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i != runColumn && !unreadable.containsKey(i)) {
                columns.get(i).read(number, cells.get(i));
            }
        }
        if (runColumn >= 0) {
            runOfRow.add(cells.get(runColumn));
        }
    }

    private List<FoundRun> runs() {
        remarkUnreadable("", remarks);
        List<FoundRun> runs = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        names.forEach(name -> named.add(name.run()));
        if (named.size() > 1) {
            named.remove("");
            onlyRun = named.size() == 1;
        }
        for (int i = 0; i < columns.size(); i++) {
            remarkUnused(i, named);
        }
        for (String run : named) {
            for (String part :
                    runColumn < 0 ? List.of("") : runOfRow.stream().distinct().toList()) {
                String name = run.isEmpty() ? part : part.isEmpty() ? run : run + " " + part;
                runs.add(run(run, part, name));
            }
        }
        return runs;
    }

    /** @param run what the columns call the run they are of; empty for those that are of none */
    private void remarkUnreadable(String run, Remarks where) {
        unreadable.forEach((column, why) -> {
            if (names.get(column).run().equals(run)) {
                where.leftOut(columnWords(column), why);
            }
        });
    }

    private void remarkUnused(int column, Set<String> named) {
        ColumnName name = names.get(column);
        boolean axis = AxisNames.of(name.base()).isPresent();
        ColumnName.ofBand(names, column).ifPresent(owner -> {
            if (unreadable.containsKey(owner)
                    || AxisNames.of(names.get(owner).base()).isPresent()) {
                remarks.leftOut(columnWords(column), "an edge of a column that is no curve");
            }
        });
        if (!axis
                && column != runColumn
                && !onlyRun
                && !named.contains(name.run())
                && !unreadable.containsKey(column)) {
            remarks.leftOut(columnWords(column), "it does not say of which of the runs it is");
        }
    }

    private String columnWords(int column) {
        return columns.get(column).name().isBlank()
                ? "column " + (column + 1) + ", which has no name,"
                : "column " + Remarks.quoted(columns.get(column).name());
    }

    /**
     * @param run what the columns call it
     * @param part what the cells of the column {@code run} call it
     */
    private FoundRun run(String run, String part, String name) {
        Remarks own = new Remarks();
        Scope scope = scope(run, part, own);
        FoundRun found = new FoundRun(table.file(), name);
        for (int i = 0; i < columns.size(); i++) {
            if (!isCurve(i, run)) {
                continue;
            }
            Column column = columns.get(i);
            column.remarkWords(own);
            SeriesBuilder points = new SeriesBuilder();
            double[] low = edge(i, ScalarSeries.LOW);
            double[] high = edge(i, ScalarSeries.HIGH);
            for (int k = 0; k < column.size(); k++) {
                int row = column.row(k);
                if (isIn(row, part)) {
                    points.add(
                            scope.at(Axis.STEP, row),
                            scope.at(Axis.EPOCH, row),
                            scope.at(Axis.TIME, row),
                            column.value(k),
                            low[row],
                            high[row]);
                }
            }
            if (points.size() > 0) {
                found.add(column.name(), curveName(i), points);
            }
        }
        addDurations(scope, part, found);
        if (!run.isEmpty()) {
            remarkUnreadable(run, own);
        }
        found.remarks().addAll(remarks);
        found.remarks().addAll(own);
        return found;
    }

    private void addDurations(Scope scope, String part, FoundRun found) {
        if (scope.durations == null) {
            return;
        }
        SeriesBuilder points = new SeriesBuilder();
        for (int k = 0; k < scope.durations.size(); k++) {
            int row = scope.durations.row(k);
            if (isIn(row, part)) {
                points.add(
                        scope.at(Axis.STEP, row),
                        scope.at(Axis.EPOCH, row),
                        scope.at(Axis.TIME, row),
                        scope.durations.value(k));
            }
        }
        found.add(scope.durations.name(), KnownCurves.EPOCH_SECONDS, points);
    }

    private boolean isIn(int row, String part) {
        return runColumn < 0 || runOfRow.get(row - 1).equals(part);
    }

    /** Whether a column is a curve of this run: no axis, no edge of a band, and it can be read. */
    private boolean isCurve(int column, String run) {
        ColumnName name = names.get(column);
        return column != runColumn
                && !unreadable.containsKey(column)
                && (name.run().equals(run) || onlyRun && name.run().isEmpty())
                && AxisNames.of(name.base()).isEmpty()
                && ColumnName.ofBand(names, column).isEmpty()
                && !isRowNumber(column);
    }

    /** Data frames are often written with the number of each row in a column without a name. */
    private boolean isRowNumber(int column) {
        Column numbers = columns.get(column);
        if (column > 0 || !numbers.name().isBlank() || columns.size() < 2 || numbers.size() != rows) {
            return false;
        }
        for (int k = 0; k < numbers.size(); k++) {
            if (numbers.value(k) != numbers.value(0) + k) {
                return false;
            }
        }
        remarks.leftOut(columnWords(column), "it numbers the rows");
        return true;
    }

    /** The edge of the band around a column, by row; NaN if there is none. */
    private double[] edge(int column, String suffix) {
        int edge = ColumnName.edge(names, column, suffix);
        return edge < 0 || unreadable.containsKey(edge)
                ? new Column("").byRow(rows)
                : columns.get(edge).byRow(rows);
    }

    private String curveName(int column) {
        String name = names.get(column).base();
        // TensorBoard's downloads call every curve "Value"; the name of the file is more specific.
        return name.equalsIgnoreCase("value") || name.isBlank() ? TensorBoardDownload.curve(table.file()) : name;
    }

    // Axes

    private Scope scope(String run, String part, Remarks own) {
        Scope scope = new Scope();
        for (Axis axis : Axis.values()) {
            axisColumn(axis, run, own).ifPresent(column -> {
                double[] places = column.byRow(rows);
                for (int row = 1; row <= rows; row++) {
                    places[row] = isIn(row, part) ? places[row] : Double.NaN;
                }
                scope.places.put(axis, places);
                column.remarkWords(own);
                if (axis == Axis.TIME) {
                    settleTime(scope, column);
                }
            });
        }
        if (scope.places.isEmpty()) {
            countRows(scope, part, "there is no column of steps, epochs or times: the rows are counted", own);
        }
        settleEpochs(scope, part, own);
        return scope;
    }

    private void settleTime(Scope scope, Column column) {
        double[] places = scope.places.get(Axis.TIME);
        boolean ofAnEpoch = scope.places.containsKey(Axis.EPOCH)
                && AxisNames.bare(column.name()).matches("times?|seconds")
                && (column.isClock() || Places.goBack(places));
        if (ofAnEpoch) {
            scope.durations = column;
            scope.places.put(Axis.TIME, Places.cumulative(places));
        } else {
            Places.sinceTheStart(places);
        }
    }

    private void settleEpochs(Scope scope, String part, Remarks own) {
        double[] epoch = scope.places.get(Axis.EPOCH);
        if (epoch == null) {
            return;
        }
        if (Places.countFromOne(epoch)) {
            own.changed("epochs", "counted from 0 in the file, from 1 here");
        }
        double[] step = scope.places.get(Axis.STEP);
        if (step == null && repeats(epoch)) {
            countRows(
                    scope,
                    part,
                    "each epoch has several rows and there is no column of steps: the rows are counted",
                    own);
            step = scope.places.get(Axis.STEP);
        } else if (step != null && Places.countAcrossEpochs(step, epoch)) {
            own.changed("steps", "counted anew in each epoch in the file, from the start here");
        }
        if (step != null) {
            Places.spread(step, epoch);
        }
    }

    /** Whether the same epoch comes again more often than the next. */
    private static boolean repeats(double[] epoch) {
        int same = 0;
        int all = 0;
        double before = Double.NaN;
        for (double at : epoch) {
            if (!Double.isNaN(at)) {
                same += at == before ? 1 : 0;
                all++;
                before = at;
            }
        }
        return 2 * same >= all && same > 0;
    }

    private void countRows(Scope scope, String part, String why, Remarks own) {
        double[] counted = new double[rows + 1];
        int count = 0;
        for (int row = 1; row <= rows; row++) {
            counted[row] = isIn(row, part) ? ++count : Double.NaN;
        }
        counted[0] = Double.NaN;
        scope.places.put(Axis.STEP, counted);
        own.changed("steps", why);
    }

    /** The column of an axis: the run's own before one of all runs, then the most specific name. */
    private Optional<Column> axisColumn(Axis axis, String run, Remarks own) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnName name = names.get(i);
            boolean ours = name.run().equals(run) || name.run().isEmpty();
            if (ours
                    && i != runColumn
                    && !unreadable.containsKey(i)
                    && AxisNames.rank(axis, name.base()) >= 0
                    && ColumnName.ofBand(names, i).isEmpty()) {
                candidates.add(i);
            }
        }
        candidates.removeIf(i -> {
            Column column = columns.get(i);
            boolean useless = axis != Axis.TIME && rows > 1 && column.isConstant();
            if (useless) {
                own.leftOut(columnWords(i), "no axis, since every row says " + column.sample());
            }
            return useless || column.count(Kind.values()) == column.count(Kind.NOTHING);
        });
        candidates.sort((a, b) -> {
            boolean own1 = names.get(a).run().equals(run);
            boolean own2 = names.get(b).run().equals(run);
            return own1 != own2
                    ? Boolean.compare(own2, own1)
                    : AxisNames.rank(axis, names.get(a).base())
                            - AxisNames.rank(axis, names.get(b).base());
        });
        candidates.stream()
                .skip(1)
                .forEach(i -> own.leftOut(
                        columnWords(i),
                        "no curve, and column "
                                + Remarks.quoted(columns.get(candidates.get(0)).name()) + " is the axis already"));
        return candidates.stream().findFirst().map(columns::get);
    }
}
