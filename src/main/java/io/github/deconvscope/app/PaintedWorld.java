package io.github.deconvscope.app;

import io.github.deconvscope.figure.catalog.FigureCatalog;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.document.LatexFigure;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lesson.LessonWorld;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.run.InvalidInputException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What lessons use, from the package {@code figure}.
 *
 * @param catalog the figures there are
 */
public record PaintedWorld(FigureCatalog catalog) implements LessonWorld {
    @Override
    public ColorImage photo(String id) {
        return Arrays.stream(Photo.values())
                .filter(photo -> photo.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("there is no photograph \"" + id + "\"; there are "
                        + Arrays.stream(Photo.values()).map(Photo::id).collect(Collectors.joining(", "))))
                .load();
    }

    @Override
    public void checkFigure(String id, Map<String, String> parameters) {
        FigureEntry entry = catalog.find(id);
        if (entry.needsRun()) {
            throw new InvalidInputException("the figure " + id + " shows a run; lessons show figures that need none");
        }
        entry.input(parameters, Optional.empty());
    }

    @Override
    public void checkFormula(String latex) {
        new LatexFigure(latex, "");
    }
}
