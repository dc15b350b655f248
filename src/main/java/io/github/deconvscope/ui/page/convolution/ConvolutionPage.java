package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.figure.convolution.ConvolutionFigureProvider;
import io.github.deconvscope.figure.convolution.ConvolutionFigures;
import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.figure.convolution.OverviewFigure;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.ui.control.Badge;
import io.github.deconvscope.ui.control.KeptChoice;
import io.github.deconvscope.ui.control.TimelineBar;
import io.github.deconvscope.ui.live.Daemons;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.theme.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** Binds {@link ConvolutionModel} and {@link PhotoModel} to {@code fxml/convolution.fxml}. */
public final class ConvolutionPage implements Page {

    private static final long REST_MILLIS = 300;
    private static final String CONVOLVED = "\u2217";
    /** From g through the kernel to dx: in the backward pass neither "times" nor "equals" would be true between these panes. */
    private static final String FLOWS_BACK = "\u2190";
    /** A number times the kernel is added to the output. */
    private static final String TIMES = "\u00d7";

    private static final String ADDED = "\u2192";

    private final ExecutorService ranking = Daemons.single("convolution-rank");
    private final ExecutorService photographing = Daemons.single("convolution-photo");
    private final ConvolutionModel model;
    private final ExecutorService reading = Daemons.single("convolution-photo-file");
    private final PhotoModel photo = new PhotoModel(reading, photographing, Platform::runLater);
    private final Morph stretching = new Morph(this::showFigures);
    private final Morph turning = new Morph(this::showFigures);

    @FXML
    private StackPane root;

    @FXML
    private ToggleButton matrixToggle;

    @FXML
    private ToggleButton photoToggle;

    @FXML
    private HBox matrixSide;

    @FXML
    private PhotoPane photoPane;

    @FXML
    private HBox operationTools;

    @FXML
    private ToggleButton forwardToggle;

    @FXML
    private ToggleButton backwardToggle;

    @FXML
    private Button stretchButton;

    @FXML
    private Button turnButton;

    @FXML
    private CheckBox turnedCheck;

    @FXML
    private Button resetOutputButton;

    @FXML
    private Badge checkBadge;

    @FXML
    private Button undoButton;

    @FXML
    private Button redoButton;

    @FXML
    private OperationForm form;

    @FXML
    private Label messageLabel;

    @FXML
    private HBox maps;

    @FXML
    private MapPane inputPane;

    @FXML
    private Label kernelSign;

    @FXML
    private MapPane kernelPane;

    @FXML
    private Label outputSign;

    @FXML
    private MapPane outputPane;

    @FXML
    private FigureView formulaView;

    @FXML
    private DetailPane detailPane;

    @FXML
    private TimelineBar timelineBar;

    public ConvolutionPage(PageContext context) {
        // Counting the rank of a large matrix with each step of a slider would take the processor from the slider.
        Executor afterARest = CompletableFuture.delayedExecutor(REST_MILLIS, TimeUnit.MILLISECONDS, ranking);
        model = new ConvolutionModel(context.services().framework(), afterARest, Platform::runLater);
    }

    @FXML
    private void initialize() {
        form.connect(model);
        inputPane.connect(model);
        kernelPane.connect(model);
        outputPane.connect(model);
        timelineBar.connect(model.timelineProperty(), model::time, model::tick);
        formulaView.setCaptionAsTooltip();
        detailPane.connect(model);
        photoPane.connect(photo);
        KeptChoice.ofTwo(matrixToggle, photoToggle, this::showPhotograph);
        KeptChoice.ofTwo(forwardToggle, backwardToggle, model::setBackward);
        messageLabel.textProperty().bind(model.messageProperty());
        undoButton.disableProperty().bind(model.canUndoProperty().not());
        redoButton.disableProperty().bind(model.canRedoProperty().not());
        model.figuresProperty().subscribe(now -> showFigures());
        model.checkProperty().subscribe(this::showCheck);
        model.messageProperty().subscribe(why -> showOperation());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        showPhotograph(false);
    }

    private void showFigures() {
        ConvolutionFigures figures = model.figuresProperty().get();
        inputPane.view().setFigure(figures.input(figures.backward() ? 1 : stretching.part()));
        kernelPane.view().setFigure(figures.kernel(figures.turns() ? turning.part() : 0));
        outputPane.view().setFigure(figures.output());
        formulaView.setFigure(figures.formula());
        // Room that flat maps leave belongs to the matrix.
        maps.setMaxHeight(Stream.of(inputPane, kernelPane, outputPane)
                .mapToDouble(MapPane::largestHeight)
                .max()
                .orElseThrow());
        showOperation();
    }

    private void showOperation() {
        boolean transposed = model.getResult().state().geometry().transposed();
        boolean backward = model.backwardProperty().get();
        (backward ? backwardToggle : forwardToggle).setSelected(true);
        boolean stamping = model.stampingProperty().get();
        boolean toKernel = backward && model.kernelGradientProperty().get();
        form.show();
        kernelSign.setText(toKernel ? ADDED : backward ? FLOWS_BACK : stamping ? TIMES : CONVOLVED);
        outputSign.setText(backward ? FLOWS_BACK : stamping ? ADDED : "=");
        turnedCheck.setSelected(!model.getResult().state().turned());
        boolean here = matrixSide.isVisible();
        Presence.set(operationTools, here);
        Presence.set(turnButton, here && transposed && !backward && !stamping);
        Presence.set(turnedCheck, here && transposed && !backward && !stamping);
        Presence.set(
                stretchButton,
                here
                        && !backward
                        && !stamping
                        && !model.getResult()
                                .stretched()
                                .size()
                                .equals(model.getResult().state().geometry().input()));
        stretchButton.setText(transposed ? "Stretch" : "Pad");
        Presence.set(
                resetOutputButton,
                here && model.getResult().state().editedOutput().isPresent());
    }

    private void showCheck(CheckStatus status) {
        Badge.Tone tone =
                switch (status.kind()) {
                    case WAITING -> Badge.Tone.NEUTRAL;
                    case AGREES -> Badge.Tone.GOOD;
                    case DIFFERS -> Badge.Tone.BAD;
                    case FAILED, OUT_OF_RANGE -> Badge.Tone.CAUTION;
                };
        checkBadge.set(status.text(), tone, status.explanation());
    }

    private void showPhotograph(boolean shown) {
        Presence.set(matrixSide, !shown);
        showOperation();
        Presence.set(photoPane, shown);
        Presence.set(checkBadge, !shown);
        Presence.set(undoButton, !shown);
        Presence.set(redoButton, !shown);
        if (shown) {
            timelineBar.rest();
            photo.start();
        }
    }

    private void key(KeyEvent event) {
        if (!matrixSide.isVisible()) {
            return;
        }
        if (event.isShortcutDown()) {
            boolean again = event.getCode() == KeyCode.Y || event.getCode() == KeyCode.Z && event.isShiftDown();
            if (again) {
                model.redo();
                event.consume();
            } else if (event.getCode() == KeyCode.Z) {
                model.undo();
                event.consume();
            }
        } else if (event.getCode() == KeyCode.ESCAPE && model.isPinned()) {
            model.pin(Selection.NOTHING);
            event.consume();
        } else if (!event.isAltDown()) {
            timelineBar.key(event);
        }
    }

    @FXML
    private void undo() {
        model.undo();
    }

    @FXML
    private void redo() {
        model.redo();
    }

    @FXML
    private void playStretch() {
        stretching.play();
    }

    @FXML
    private void playTurn() {
        model.setTurned(true);
        turning.play();
    }

    @FXML
    private void forgetOrTurn() {
        model.setTurned(!turnedCheck.isSelected());
    }

    @FXML
    private void resetOutput() {
        model.resetOutput();
        model.setBackward(false);
    }

    /** The model behind the page, for tests and lessons. */
    public ConvolutionModel model() {
        return model;
    }

    @Override
    public String state() {
        return new ConvolutionPageState(
                        photoToggle.isSelected(),
                        model.backwardProperty().get(),
                        model.kernelGradientProperty().get(),
                        model.stampingProperty().get(),
                        model.getTimeline().position(),
                        photo.shipped(),
                        photo.own(),
                        photo.getSettings(),
                        model.getResult().state())
                .write();
    }

    @Override
    public void restore(String state) {
        if (state.isEmpty()) {
            model.choose(ConvolutionPreset.EXAMPLE_1);
            photo.choose(Photo.values()[0]);
            photo.set(PhotoLab.Settings.START);
            matrixToggle.setSelected(true);
            return;
        }
        ConvolutionPageState read = ConvolutionPageState.read(state);
        model.set(read.convolution());
        model.setBackward(read.backward());
        model.setKernelGradient(read.kernelGradient());
        model.setStamping(read.stamps());
        model.time(model.getTimeline().at(read.position()));
        read.ownPhoto().ifPresentOrElse(photo::choose, () -> photo.choose(read.photo()));
        photo.set(read.settings());
        (read.photograph() ? photoToggle : matrixToggle).setSelected(true);
    }

    @Override
    public void onHidden() {
        timelineBar.rest();
        stretching.finish();
        turning.finish();
    }

    @Override
    public List<NamedFigure> figures() {
        if (photoToggle.isSelected()) {
            return photoPane.figures();
        }
        ConvolutionFigures figures = model.figuresProperty().get();
        Map<String, String> parameters = ConvolutionFigureProvider.parameters(figures);
        List<NamedFigure> all = new ArrayList<>();
        all.add(new NamedFigure(
                "convolution-input", parameters, inputPane.view().getFigure()));
        all.add(new NamedFigure(
                "convolution-kernel", parameters, kernelPane.view().getFigure()));
        all.add(new NamedFigure(
                "convolution-output", parameters, outputPane.view().getFigure()));
        all.add(new NamedFigure("convolution-formula", parameters, formulaView.getFigure()));
        detailPane.figure().ifPresent(f -> all.add(new NamedFigure(detailPane.figureId(), parameters, f)));
        all.add(new NamedFigure(
                "convolution-overview",
                parameters,
                new OverviewFigure(figures, model.rankProperty().get())));
        return all;
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(
                new KeyHelp("Space", "Play or pause the sliding window, or the stamps"),
                new KeyHelp("Left, Right", "One position back or on (in a figure: from cell to cell)"),
                new KeyHelp("Home, End", "First or last position"),
                new KeyHelp("Plus, Minus", "Faster, slower"),
                new KeyHelp(
                        "A number, Enter, double click",
                        "Edit the cell; Enter takes the number, Tab goes on to the next cell"),
                new KeyHelp("Ctrl+V", "Paste a number or a block of numbers, from this cell on"),
                new KeyHelp("P, click", "Pin the cell, or let it go (Esc)"),
                new KeyHelp("Shift", "In the matrix: the column instead of the row"),
                new KeyHelp("Ctrl+Z, Ctrl+Y", "Undo, redo"));
    }

    @Override
    public void close() {
        onHidden();
        ranking.shutdownNow();
        photo.close();
        reading.shutdownNow();
        photographing.shutdownNow();
    }
}
