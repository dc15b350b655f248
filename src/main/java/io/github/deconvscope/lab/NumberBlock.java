package io.github.deconvscope.lab;

import io.github.deconvscope.base.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * A rectangular block of numbers as people paste it: rows on lines (or separated by semicolons), numbers separated by tabs, commas or blanks; or a
 * JSON array.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values row by row
 */
public record NumberBlock(int rows, int columns, double[] values) {
    private static final int MAX_CHARACTERS = 200_000;

    /** Whether a text is meant as more than one number. */
    public static boolean looksLikeOne(String text) {
        String stripped = text.strip();
        return stripped.startsWith("[") || stripped.matches("(?s).*\\S[\\s,;]+\\S.*");
    }

    /**
     * Reads a block.
     *
     * @throws InvalidInputException in plain words
     */
    public static NumberBlock read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException(
                    "The pasted text has " + text.length() + " characters, too many for a block of numbers.");
        }
        String stripped = text.strip();
        if (stripped.startsWith("[")) {
            return ofJson(NumberArrayReader.read("the pasted block", stripped));
        }
        List<double[]> rows = new ArrayList<>();
        for (String line : stripped.split("[\\r\\n;]+")) {
            String[] words = line.strip().split("[\\s,]+");
            double[] row = new double[words.length];
            for (int i = 0; i < words.length; i++) {
                row[i] = NumberArrayReader.number(
                        "the pasted number in row " + (rows.size() + 1) + ", column " + (i + 1), words[i]);
            }
            if (!rows.isEmpty() && rows.get(0).length != row.length) {
                throw new InvalidInputException(
                        "The pasted block is ragged: row " + (rows.size() + 1) + " has " + row.length
                                + " numbers, the first has " + rows.get(0).length + "; make all rows equally long.");
            }
            rows.add(row);
        }
        int columns = rows.get(0).length;
        double[] values = new double[rows.size() * columns];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r), 0, values, r * columns, columns);
        }
        return new NumberBlock(rows.size(), columns, values);
    }

    private static NumberBlock ofJson(NumberArray array) {
        if (array.dimensions() > 2) {
            throw new InvalidInputException("The pasted array is nested " + array.dimensions()
                    + " deep; paste one map, such as [[1, 2], [3, 4]].");
        }
        int rows = array.dimensions() == 2 ? array.shape()[0] : 1;
        return new NumberBlock(rows, array.shape()[array.dimensions() - 1], array.values());
    }

    /**
     * Lays the block over a map.
     *
     * @param target flat (map, row, column); not written
     * @param height rows of one map
     * @param width columns of one map
     * @param index where the block's first number goes
     * @return the changed copy
     * @throws InvalidInputException if the block sticks out; then it is not cut
     */
    public double[] over(double[] target, int height, int width, int index) {
        int row = index % (height * width) / width;
        int column = index % width;
        if (row + rows > height || column + columns > width) {
            throw new InvalidInputException("The pasted block is " + rows + "x" + columns
                    + ", but from this cell on there are only " + (height - row) + "x" + (width - column)
                    + ": choose another cell, or make the map larger first.");
        }
        double[] changed = target.clone();
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * columns, changed, index + r * width, columns);
        }
        return changed;
    }
}
