package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.convolution.ConvolutionFigureProvider;
import io.github.deconvscope.figure.convolution.OverlapFigure;
import io.github.deconvscope.figure.convolution.PhotoFigure;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.KeptChoice;
import io.github.deconvscope.ui.control.NumberField;
import io.github.deconvscope.ui.control.SteadyScrollPane;
import io.github.deconvscope.ui.control.SystemDialogs;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The operation on a photograph, and why checkerboards appear. */
public final class PhotoPane extends HBox {
    private static final double LARGEST_OVERLAP = 620;

    private final MenuButton photos = new MenuButton("Photograph");
    private final ToggleGroup operations = new ToggleGroup();
    private final NumberField kernel = new NumberField(
            "Kernel", 1, PhotoLab.MAX_KERNEL, 3, true, "Rows and columns of the kernel. Larger blurs more. Usual: 3.");
    private final NumberField stride = new NumberField(
            "Stride",
            1,
            PhotoLab.MAX_STRIDE,
            2,
            true,
            "Step of the window. Upsample enlarges by it: if it does not divide the kernel, a checkerboard appears. Usual: 2.");
    private final Label explanation = Styled.whole("", "caption");
    private final Label reading = Styled.wrapped("", "caption");
    private final Label trouble = Styled.wrapped("", "field-error");
    private final Label sentence = Styled.whole("");
    private final List<FigureView> pictures = List.of(new FigureView(), new FigureView(), new FigureView());
    private final FigureView overlap = new FigureView();
    private final FigureView overlap2d = new FigureView();
    private final WrappingRow row = Styled.of(new WrappingRow(), "pictures");
    private final HBox overlaps = Styled.of(new HBox(overlap, overlap2d), "pictures");
    private final VBox settings = Styled.of(new VBox(), "settings");
    private final VBox right = Styled.of(new VBox(), "photo-right");
    private PhotoModel model;
    private Optional<int[]> window = Optional.empty();

    public PhotoPane() {
        getStyleClass().add("photo-pane");
        Button open = Buttons.of("openImage", "Open an image\u2026", this::openImage);
        open.setMaxWidth(Double.MAX_VALUE);
        Tip.setText(open, "PNG, JPEG, WebP, GIF, BMP or TIFF of up to 50 megapixels. It stays on this machine.");
        photos.setId("photoMenu");
        photos.setMaxWidth(Double.MAX_VALUE);
        HBox choice = new HBox();
        for (PhotoLab.Operation operation : PhotoLab.Operation.values()) {
            ToggleButton button = new ToggleButton(operation.title());
            button.setId("photo-" + operation.name().toLowerCase(Locale.ROOT));
            button.setUserData(operation);
            button.setToggleGroup(operations);
            Tip.setText(button, operation.explanation());
            button.getStyleClass()
                    .add(
                            operation.ordinal() == 0
                                    ? "left-pill"
                                    : operation.ordinal() == PhotoLab.Operation.values().length - 1
                                            ? "right-pill"
                                            : "center-pill");
            choice.getChildren().add(button);
        }
        reading.setId("photoReading");
        reading.visibleProperty().bind(reading.textProperty().isNotEmpty());
        reading.managedProperty().bind(reading.visibleProperty());
        sentence.setId("overlapSentence");
        kernel.field().setId("photoKernel");
        stride.field().setId("photoStride");
        settings.getChildren().addAll(photos, open, reading, choice, kernel, stride, explanation, trouble);
        for (int i = 0; i < pictures.size(); i++) {
            pictures.get(i).setId("picture-" + i);
            HBox.setHgrow(pictures.get(i), Priority.ALWAYS);
            row.getChildren().add(pictures.get(i));
        }
        overlap.setId("overlapView");
        overlap2d.setId("overlap2dView");
        HBox.setHgrow(overlap, Priority.ALWAYS);
        HBox.setHgrow(overlap2d, Priority.ALWAYS);
        overlap.setMaxWidth(LARGEST_OVERLAP);
        VBox.setVgrow(overlaps, Priority.ALWAYS);
        pictures.get(0).widthProperty().subscribe(width -> fitPictures());
        right.getChildren().addAll(row, sentence, overlaps);
        SteadyScrollPane chosen = scrolled(settings);
        chosen.getStyleClass().add("settings-scroll");
        SteadyScrollPane shown = scrolled(right);
        HBox.setHgrow(shown, Priority.ALWAYS);
        getChildren().addAll(chosen, shown);
    }

    /** In a window that is too low for it. */
    private static SteadyScrollPane scrolled(VBox content) {
        SteadyScrollPane scroll = new SteadyScrollPane();
        scroll.setContent(content);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    /** Connects the pane; once. */
    void connect(PhotoModel to) {
        model = to;
        PhotoNumbers numbers = new PhotoNumbers(model, pictures.get(1), framed -> {
            window = framed;
            if (!model.panelsProperty().get().isEmpty()) {
                pictures.get(0)
                        .setFigure(new PhotoFigure(model.panelsProperty().get().get(0), window));
            }
        });
        settings.getChildren().addAll(numbers.kernel());
        right.getChildren().add(numbers.windowRow());
        for (Photo photo : Photo.values()) {
            photos.getItems().add(Buttons.item("photo-" + photo.id(), photo.label(), () -> model.choose(photo)));
        }
        KeptChoice.keep(operations, now -> change());
        kernel.valueProperty().subscribe((old, now) -> change());
        stride.valueProperty().subscribe((old, now) -> change());
        model.settingsProperty().subscribe(this::show);
        model.panelsProperty().subscribe(this::showPanels);
        model.sourceProperty().subscribe(name -> photos.setText(name.isEmpty() ? "Photograph" : name));
        reading.textProperty().bind(model.readingProperty());
        trouble.textProperty().bind(model.messageProperty());
    }

    private void change() {
        PhotoLab.Operation operation =
                (PhotoLab.Operation) operations.getSelectedToggle().getUserData();
        PhotoLab.Settings next = model.getSettings().with(operation, kernel.getInt(), stride.getInt());
        if (!next.equals(model.getSettings())) {
            model.set(next);
        }
    }

    private void show(PhotoLab.Settings settings) {
        operations.getToggles().stream()
                .filter(t -> t.getUserData() == settings.operation())
                .forEach(t -> t.setSelected(true));
        kernel.setValue(settings.kernel());
        stride.setValue(settings.stride());
        explanation.setText(settings.operation().explanation());
        boolean shown = settings.operation() == PhotoLab.Operation.UPSAMPLE;
        Presence.set(overlaps, shown);
        Presence.set(sentence, shown);
        sentence.setText(settings.overlap().sentence());
        overlap.setFigure(new OverlapFigure(settings.overlap()));
        overlap2d.setFigure(OverlapFigure.twoDimensional(settings.overlap()));
    }

    private void showPanels(List<PhotoLab.Panel> panels) {
        for (int i = 0; i < pictures.size(); i++) {
            boolean there = i < panels.size();
            Presence.set(pictures.get(i), there);
            pictures.get(i)
                    .setFigure(there ? new PhotoFigure(panels.get(i), i == 0 ? window : Optional.empty()) : null);
        }
        fitPictures();
    }

    /** As high as pictures of this width are: the rest belongs to the overlap below them. */
    private void fitPictures() {
        FigureView first = pictures.get(0);
        if (first.getFigure() instanceof PhotoFigure figure) {
            double height = figure.naturalHeight(first.getWidth(), first.style());
            pictures.forEach(picture -> picture.setPrefHeight(height));
        }
    }

    private void openImage() {
        new SystemDialogs().openPicture(getScene().getWindow()).ifPresent(model::open);
    }

    /** What can be exported. */
    List<NamedFigure> figures() {
        List<NamedFigure> all = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            Figure figure = pictures.get(i).getFigure();
            if (figure != null) {
                Map<String, String> parameters =
                        ConvolutionFigureProvider.parameters(model.shipped(), model.own(), model.getSettings(), i + 1);
                all.add(new NamedFigure("convolution-photo", parameters, figure));
            }
        }
        if (overlaps.isVisible()) {
            Map<String, String> parameters =
                    ConvolutionFigureProvider.parameters(model.getSettings().overlap());
            all.add(new NamedFigure("convolution-overlap", parameters, overlap.getFigure()));
            all.add(new NamedFigure("convolution-overlap-2d", parameters, overlap2d.getFigure()));
        }
        return all;
    }
}
