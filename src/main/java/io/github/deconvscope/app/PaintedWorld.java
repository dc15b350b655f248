package io.github.deconvscope.app;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.TableCell;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.figure.document.LatexFigure;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.whitening.WhiteningPageState;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.state.TrainingState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What lessons use, from the package {@code figure}.
 *
 * @param catalog the figures there are
 */
public record PaintedWorld(FigureCatalog catalog) implements LessonWorld {
    @Override
    public ColorImage photo(String id) {
        return Choice.parse(Photo.class, "The photograph", id).load();
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
    public double shown(String id, Map<String, String> parameters, String column, String row) {
        FigureEntry entry = catalog.find(id);
        Map<String, String> known = new TreeMap<>(parameters);
        known.keySet()
                .retainAll(entry.parameters().stream().map(Parameter::name).toList());
        return TableCell.number(entry.make(known, Optional.empty()).table(), column, row);
    }

    @Override
    public void checkState(String page, JsonObject state) {
        switch (page) {
            case "convolution" ->
                ConvolutionResult.of(ConvolutionPageState.read(state.toString()).convolution());
            case "whitening" -> WhiteningPageState.read(state.toString());
            case "training" -> TrainingState.parse(state.toString());
            case "network" -> NetworkState.parse(state.toString());
            case "precision" -> PrecisionState.parse(state.toString());
            default -> throw new InvalidInputException("there is no page \"" + page + "\" with a state");
        }
    }

    @Override
    public void checkFormula(String latex) {
        new LatexFigure(latex, "");
    }
}
