package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the bars of the only group are means of.
 *
 * @param name of one value, such as {@code seed}
 * @param values by category, drawn as dots
 * @param low lower end of each bar's interval, drawn as a whisker; NaN draws none
 * @param high upper end
 */
record BarSpread(String name, List<double[]> values, double[] low, double[] high) {
    /** Values of the category that has most of them. */
    int most() {
        return values.stream().mapToInt(each -> each.length).max().orElse(0);
    }

    /** The values behind the bar of a category, and its interval if there is one, to follow its mean. */
    String inWords(int category) {
        String all =
                Arrays.stream(values().get(category)).mapToObj(Numbers::full).collect(Collectors.joining(", "));
        double from = low()[category];
        return "; " + name() + ": " + all
                + (Double.isNaN(from)
                        ? ""
                        : "; 95 % from " + Numbers.full(from) + " to " + Numbers.full(high()[category]));
    }

    /** The interval and the values of a category, as cells of a table that has room for {@link #most} values. */
    List<Object> cells(int category) {
        List<Object> cells = new ArrayList<>(List.of(low()[category], high()[category]));
        double[] each = values().get(category);
        for (int i = 0; i < most(); i++) {
            cells.add(i < each.length ? each[i] : Double.NaN);
        }
        return cells;
    }
}
