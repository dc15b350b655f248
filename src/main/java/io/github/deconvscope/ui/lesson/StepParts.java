package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.document.LatexFigure;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.SourceSnippet;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.live.PaintPool;
import io.github.deconvscope.ui.theme.Styled;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;

/** Shows the parts of a step that ask for nothing: text, figures, formulas and code. */
final class StepParts {
    private static final double TEXT_WIDTH = 300;
    private static final double USUAL_HEIGHT = 220;
    /** What a person still sees at once in the smallest window. */
    private static final double MOST_HEIGHT = 460;

    private final FigureCatalog catalog;

    StepParts(FigureCatalog catalog) {
        this.catalog = catalog;
    }

    /** Empty for parts that have no node of their own. */
    Optional<Node> node(StepPart part) {
        if (part instanceof StepPart.Say say) {
            return Optional.of(MarkdownView.of(StatedNumber.readable(say.markdown())));
        }
        if (part instanceof StepPart.Code code) {
            return Optional.of(code(code));
        }
        if (part instanceof StepPart.Formula formula) {
            LatexFigure figure = new LatexFigure(formula.latex(), formula.words());
            FigureView view = new FigureView(figure);
            view.setPrefHeight(figure.height(TEXT_WIDTH));
            view.setMinHeight(figure.height(TEXT_WIDTH));
            Label symbols = Styled.wrapped(formula.symbols(), "caption");
            symbols.setLabelFor(view);
            return Optional.of(formula.where().isEmpty() ? view : new VBox(4, view, symbols));
        }
        if (part instanceof StepPart.Picture picture) {
            return Optional.of(picture(picture));
        }
        return Optional.empty();
    }

    private static Node code(StepPart.Code code) {
        Label from = Styled.wrapped(
                (SourceSnippet.isPython(code.file()) ? "In Python, from assets/code/" : "From the source of this app, ")
                        + code.file(),
                "caption");
        String text = SourceSnippet.cut(code.file(), code.tag());
        TextArea area = Styled.of(new TextArea(text), "lesson-code");
        area.setEditable(false);
        area.setPrefRowCount((int) Math.min(14, text.lines().count() + 1));
        area.setAccessibleText("Code from " + code.file());
        return new VBox(4, from, area);
    }

    private Node picture(StepPart.Picture picture) {
        FigurePanel panel = new FigurePanel();
        setHeight(panel, USUAL_HEIGHT);
        panel.setTitle(catalog.find(picture.id()).title());
        panel.setPlaceholder("Being computed.");
        PaintPool.run(() -> {
            Figure figure = catalog.find(picture.id()).make(picture.parameters(), Optional.empty());
            double least = Math.min(figure.leastHeight(TEXT_WIDTH), MOST_HEIGHT);
            Platform.runLater(() -> {
                setHeight(panel, Math.max(USUAL_HEIGHT, least));
                panel.view().setFigure(figure);
            });
        });
        return panel;
    }

    private static void setHeight(FigurePanel panel, double height) {
        panel.view().setPrefHeight(height);
        panel.view().setMinHeight(height);
    }
}
