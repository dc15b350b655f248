package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.FigureLook;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A matrix and what its values, rows and columns are.
 *
 * @param part what a hit calls the cells
 * @param values row by row
 * @param rows how many
 * @param columns how many
 * @param valueLabel what a value is; may be empty, as the titles may
 * @param rowTitle what the rows are
 * @param columnTitle what the columns are
 * @param rowLabel name of each row; null if they have numbers only
 * @param columnLabel name of each column, likewise
 */
record LabelledMatrix(
        String part,
        float[] values,
        int rows,
        int columns,
        String valueLabel,
        String rowTitle,
        String columnTitle,
        @Nullable IntFunction<String> rowLabel,
        @Nullable IntFunction<String> columnLabel) {
    float at(int row, int column) {
        return values[row * columns + column];
    }

    /** With the words of a style. */
    LabelledMatrix styled(FigureLook look) {
        return new LabelledMatrix(
                part,
                values,
                rows,
                columns,
                look.values().label().orElse(look.word(valueLabel)),
                look.y().label().orElse(look.word(rowTitle)),
                look.x().label().orElse(look.word(columnTitle)),
                rowLabel == null ? null : row -> look.word(rowLabel.apply(row)),
                columnLabel);
    }

    /** A value with all digits, and its row and column. */
    String inWords(int row, int column) {
        float value = at(row, column);
        String number = Float.isNaN(value) ? "not a number" : Numbers.full(value);
        String name = valueLabel.isEmpty() ? "" : valueLabel + " ";
        return name + number + " at row " + place(row, rowLabel) + ", column " + place(column, columnLabel);
    }

    private static String place(int index, @Nullable IntFunction<String> label) {
        return index + name(index, label).map(name -> " = " + name).orElse("");
    }

    /** Its size, and its least and greatest value. */
    String inWords() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        String what = valueLabel.isEmpty() ? "values" : valueLabel;
        return rows + " rows and " + columns + " columns; " + what + " from " + Numbers.shown(low) + " to "
                + Numbers.shown(high);
    }

    /** A column for the name of each row, then one for each column. */
    DataTable table() {
        List<String> headings = Stream.concat(
                        Stream.of(rowTitle.isEmpty() ? "row" : rowTitle),
                        IntStream.range(0, columns)
                                .mapToObj(i -> name(i, columnLabel).orElse(Integer.toString(i))))
                .toList();
        return DataTable.of(headings, rows, (row, column) -> {
            if (column == 0) {
                return name(row, rowLabel).<Object>map(name -> name).orElse(row);
            }
            return at(row, column - 1);
        });
    }

    private static Optional<String> name(int index, @Nullable IntFunction<String> label) {
        return Optional.ofNullable(label).map(names -> names.apply(index)).filter(name -> !name.isEmpty());
    }
}
