package io.github.deconvscope.figure.gallery;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.convolution.ConvolutionFigureProvider;
import io.github.deconvscope.figure.overlay.RunOverlayProvider;
import io.github.deconvscope.figure.precision.SumFigures;
import io.github.deconvscope.figure.run.PairFigures;
import io.github.deconvscope.figure.run.RunFigures;
import io.github.deconvscope.figure.whitening.WhiteningFigureProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures there are, by id, in the order of the pages. */
public final class FigureCatalog {
    private final Map<String, FigureEntry> entries = new LinkedHashMap<>();

    /** The figures of these providers; two of the same id are refused. */
    public FigureCatalog(List<? extends FigureProvider> providers) {
        for (FigureProvider provider : providers) {
            for (FigureEntry entry : provider.figures()) {
                if (entries.put(entry.id(), entry) != null) {
                    throw new IllegalArgumentException("two figures are called " + entry.id());
                }
            }
        }
    }

    /** The figures of every page of the program. A new page adds its provider here. */
    public static FigureCatalog standard() {
        return new FigureCatalog(List.of(
                new ConvolutionFigureProvider(),
                new WhiteningFigureProvider(),
                new SumFigures(),
                new RunFigures(),
                new PairFigures(),
                new RunOverlayProvider()));
    }

    public List<FigureEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** The figure of this id, or an {@link InvalidInputException} that names the nearest ids. */
    public FigureEntry find(String id) {
        FigureEntry entry = entries.get(id);
        if (entry == null) {
            throw new InvalidInputException("there is no figure \"" + id + "\"; nearest: "
                    + String.join(", ", nearest(id, 3)) + ". All: deconvscope figure --list");
        }
        return entry;
    }

    /** The ids most like {@code id}, nearest first. */
    public List<String> nearest(String id, int count) {
        List<String> ids = new ArrayList<>(entries.keySet());
        Map<String, Integer> distance = new LinkedHashMap<>();
        ids.forEach(candidate -> distance.put(candidate, distance(id, candidate)));
        ids.sort(Comparator.comparing(distance::get));
        return List.copyOf(ids.subList(0, Math.min(count, ids.size())));
    }

    /** Edit distance; a candidate that holds the id, or the other way round, counts as near. */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(change, 1 + Math.min(last[j], next[j - 1]));
            }
            last = next;
        }
        boolean contained = !a.isEmpty() && (b.contains(a) || a.contains(b));
        return contained ? Math.min(2, last[b.length()]) : last[b.length()];
    }
}
