package io.github.deconvscope.figure.gallery;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Nearest;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.convolution.ConvolutionFigureProvider;
import io.github.deconvscope.figure.convolution.LearnedFigures;
import io.github.deconvscope.figure.network.NetworkFigureProvider;
import io.github.deconvscope.figure.overlay.ExperimentFigures;
import io.github.deconvscope.figure.overlay.RunOverlayProvider;
import io.github.deconvscope.figure.precision.SumFigures;
import io.github.deconvscope.figure.run.CountFigures;
import io.github.deconvscope.figure.run.PairFigures;
import io.github.deconvscope.figure.run.RunFigures;
import io.github.deconvscope.figure.run.WhitenessFigures;
import io.github.deconvscope.figure.whitening.PlaneFigureProvider;
import io.github.deconvscope.figure.whitening.WhiteningFigureProvider;
import io.github.deconvscope.lab.network.NetworkLab;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** The figures of every page that need no framework. A new page adds its provider here. */
    public static FigureCatalog standard() {
        return new FigureCatalog(withoutFramework());
    }

    /** The figures of every page of the program. @param lab opens the nets that some of them show */
    public static FigureCatalog standard(NetworkLab lab) {
        return new FigureCatalog(Stream.concat(withoutFramework().stream(), Stream.of(new NetworkFigureProvider(lab)))
                .toList());
    }

    private static List<FigureProvider> withoutFramework() {
        return List.of(
                new ConvolutionFigureProvider(),
                new LearnedFigures(),
                new WhiteningFigureProvider(),
                new PlaneFigureProvider(),
                new SumFigures(),
                new RunFigures(),
                new PairFigures(),
                new WhitenessFigures(),
                new CountFigures(),
                new RunOverlayProvider(),
                new ExperimentFigures());
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
        return Nearest.of(id, entries.keySet(), count);
    }
}
