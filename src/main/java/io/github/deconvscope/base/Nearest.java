package io.github.deconvscope.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The known names that are most like one that was mistyped. */
public final class Nearest {
    private Nearest() {}

    /** The names that are most like {@code wanted}, at most {@code count}, nearest first; upper and lower case are the same. */
    public static List<String> of(String wanted, Collection<String> names, int count) {
        String typed = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt(name -> distance(typed, name.toLowerCase(Locale.ROOT))))
                .limit(count)
                .toList();
    }

    /** Edit distance (Levenshtein) from what was typed to a name; at most 2 to a name that holds it. */
    private static int distance(String typed, String name) {
        int[] last = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= typed.length(); i++) {
            int[] next = new int[name.length() + 1];
            next[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int change = last[j - 1] + (typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(change, 1 + Math.min(last[j], next[j - 1]));
            }
            last = next;
        }
        boolean contained = !typed.isEmpty() && name.contains(typed);
        return contained ? Math.min(2, last[name.length()]) : last[name.length()];
    }
}
