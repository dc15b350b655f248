package io.github.deconvscope.figure.catalog;

import java.util.List;

/** The figures of one page. */
public interface FigureProvider {
    /** In the order of the page. */
    List<FigureEntry> figures();
}
