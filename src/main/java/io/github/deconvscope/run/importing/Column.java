package io.github.deconvscope.run.importing;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.importing.Cell.Kind;
import io.github.deconvscope.run.importing.Cell.Mark;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A column of a table. A first pass collects the kinds of its cells, which settle how numbers are written; a second pass reads the numbers.
 */
final class Column {
    private final String name;
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private String firstWords = "";
    private int firstWordsRow;
    private String firstGroup = "";
    private String same;
    private boolean varies;
    private Mark mark = Mark.POINT;
    private boolean clock;
    private int[] rows = new int[16];
    private double[] values = new double[16];
    private int size;

    Column(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Counts the kind of a cell; first pass. */
    void countKind(int row, String cell) {
        Kind kind = Cell.kind(cell);
        kinds.merge(kind, 1, Integer::sum);
        if (kind == Kind.WORDS && firstWords.isEmpty()) {
            firstWords = cell.strip();
            firstWordsRow = row;
        }
        if (kind == Kind.POINT_OR_GROUPS || kind == Kind.COMMA_OR_GROUPS) {
            firstGroup = firstGroup.isEmpty() ? cell.strip() : firstGroup;
        }
        if (kind != Kind.NOTHING) {
            varies |= same != null && !same.equals(cell);
            same = cell;
        }
    }

    int count(Kind... which) {
        return Arrays.stream(which)
                .mapToInt(kind -> kinds.getOrDefault(kind, 0))
                .sum();
    }

    private int filled() {
        return count(Kind.values()) - count(Kind.NOTHING);
    }

    /** Whether a decimal mark is certain. */
    boolean shows(Mark which) {
        return count(which == Mark.POINT ? Kind.POINT : Kind.COMMA) > 0;
    }

    /** Whether more than one cell is filled, all alike. */
    boolean isConstant() {
        return filled() > 1 && !varies;
    }

    /** What stands in it, if that is the same everywhere. */
    String sample() {
        return same;
    }

    /**
     * Decides how its numbers are written.
     *
     * @param commas whether decimal commas can be distinguished from separators
     * @param elsewhere the decimal mark that is certain in other columns; empty if none or both are
     * @return why it cannot be read; empty if it can
     */
    Optional<String> settle(boolean commas, Optional<Mark> elsewhere) {
        if (filled() == 0) {
            return Optional.of("every cell is empty");
        }
        if (count(Kind.CLOCK) == filled()) {
            clock = true;
            return Optional.empty();
        }
        if (count(Kind.WORDS) + count(Kind.CLOCK) == filled()) {
            return Optional.of(
                    "holds words, no numbers, such as " + Remarks.quoted(firstWords.isEmpty() ? same : firstWords));
        }
        boolean comma = shows(Mark.COMMA);
        boolean point = shows(Mark.POINT);
        if (comma && point) {
            return Optional.of("some numbers have a decimal point and some a decimal comma");
        }
        if (!commas && (comma || count(Kind.COMMA_OR_GROUPS) > 0 && !point)) {
            return Optional.of(
                    "a comma in a number can be read in two ways here: use a semicolon or a tab between columns");
        }
        if (comma || point) {
            mark = comma ? Mark.COMMA : Mark.POINT;
            return Optional.empty();
        }
        boolean pointGroups = count(Kind.POINT_OR_GROUPS) > 0;
        boolean commaGroups = count(Kind.COMMA_OR_GROUPS) > 0;
        if (pointGroups && commaGroups
                || pointGroups && elsewhere.equals(Optional.of(Mark.COMMA))
                || commaGroups && elsewhere.equals(Optional.of(Mark.POINT))) {
            return Optional.of(
                    Remarks.quoted(firstGroup)
                            + " can be a thousand and more or a number between 1 and 1000: write it without a mark for thousands");
        }
        mark = commaGroups ? Mark.COMMA : Mark.POINT;
        return Optional.empty();
    }

    /** Adds a remark on cells of words between the numbers, which are left out. */
    void remarkWords(Remarks remarks) {
        int words = count(Kind.WORDS) + (clock ? 0 : count(Kind.CLOCK));
        if (words > 0) {
            String example = firstWords.isEmpty()
                    ? ""
                    : "; the first is " + Remarks.quoted(firstWords) + " in row " + firstWordsRow;
            remarks.leftOut(
                    PlainWords.count(words, "cell") + " of column " + Remarks.quoted(name), "no number" + example);
        }
    }

    boolean isClock() {
        return clock;
    }

    /** Reads the number of a cell, if it has one; second pass. */
    void read(int row, String cell) {
        Kind kind = Cell.kind(cell);
        if (kind == Kind.NOTHING || kind == Kind.WORDS || (kind == Kind.CLOCK) != clock) {
            return;
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        rows[size] = row;
        values[size] = clock ? Cell.seconds(cell) : Cell.number(cell, mark);
        size++;
    }

    int size() {
        return size;
    }

    /** The row of a number, from 1. */
    int row(int index) {
        return rows[index];
    }

    double value(int index) {
        return values[index];
    }

    /** The numbers by row, NaN where there is none; index 0 is of no row. Infinities count as unknown. */
    double[] byRow(int rowCount) {
        double[] all = new double[rowCount + 1];
        Arrays.fill(all, Double.NaN);
        for (int i = 0; i < size; i++) {
            all[rows[i]] = Double.isInfinite(values[i]) ? Double.NaN : values[i];
        }
        return all;
    }
}
