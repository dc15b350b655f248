package io.github.deconvscope.figure.export;

import io.github.deconvscope.run.config.WhiteningRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The headings of a table as names that every reader of CSV takes as they are: Latin letters, digits and underscores, none empty, none twice,
 * the unit last, as in {@code step_time_ms}. NumPy, R and query languages change or refuse other characters, each in its own way.
 */
final class ColumnNames {
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^_+|_+$");

    private ColumnNames() {}

    static List<String> of(List<String> headings) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String heading : headings) {
            String name = name(heading);
            String unique = name;
            for (int i = 2; !taken.add(unique); i++) {
                unique = name + "_" + i;
            }
            names.add(unique);
        }
        return names;
    }

    private static String name(String heading) {
        String words = heading.equals(WhiteningRules.RESIDUAL) ? "residual" : heading.replace("%", " percent ");
        String name = EDGES.matcher(OTHER.matcher(words).replaceAll("_")).replaceAll("");
        return name.isEmpty() ? "value" : Character.isDigit(name.charAt(0)) ? "column_" + name : name;
    }
}
