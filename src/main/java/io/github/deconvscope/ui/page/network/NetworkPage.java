package io.github.deconvscope.ui.page.network;

import com.google.gson.JsonObject;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lesson.model.RunFacts;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.ui.control.FileDrop;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.control.TimelineBar;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.page.RunChoice;
import io.github.deconvscope.ui.page.network.NetViews.Kind;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.Outcome;
import io.github.deconvscope.ui.state.NetworkState.View;
import io.github.deconvscope.ui.theme.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Binds {@link NetworkModel} to {@code fxml/network.fxml}. */
public final class NetworkPage implements Page {
    private final PageContext context;
    private final NetworkModel model;
    private final NetViews viewsA;
    private final NetViews viewsB;
    private final WhitenessView whiteness;
    private final PictureList pictures = new PictureList();
    private NetMessages messages;
    private boolean settling;
    private Subscription frames = Subscription.EMPTY;

    @FXML
    private StackPane root;

    @FXML
    private HBox content;

    @FXML
    private ChoiceList<RunChoice> runBox;

    @FXML
    private ChoiceList<Long> stepBox;

    @FXML
    private ChoiceList<RunChoice> otherBox;

    @FXML
    private ChoiceList<Long> otherStepBox;

    @FXML
    private ChoiceList<Integer> classBox;

    @FXML
    private ChoiceList<Outcome> outcomeBox;

    @FXML
    private StackPane pictureHost;

    @FXML
    private ToggleButton drawToggle;

    @FXML
    private Label listLabel;

    @FXML
    private Label netLabel;

    @FXML
    private ChoiceList<Integer> layerBox;

    @FXML
    private Label channelLabel;

    @FXML
    private ChoiceList<Integer> channelBox;

    @FXML
    private Label troubleLabel;

    @FXML
    private HBox activityLine;

    @FXML
    private ProgressBar activityBar;

    @FXML
    private Label activityLabel;

    @FXML
    private TabPane tabs;

    @FXML
    private VBox overviewHost;

    @FXML
    private VBox channelHost;

    @FXML
    private VBox backHost;

    @FXML
    private VBox mistakesHost;

    @FXML
    private VBox whitenessHost;

    @FXML
    private Button topButton;

    @FXML
    private Button testButton;

    @FXML
    private ChoiceList<BackRule> ruleBox;

    @FXML
    private CheckBox redrawCheck;

    @FXML
    private ChoiceList<Integer> redrawFirstBox;

    @FXML
    private ChoiceList<Integer> redrawLastBox;

    @FXML
    private Button convolutionButton;

    @FXML
    private Label correlationLabel;

    @FXML
    private TimelineBar timelineBar;

    @FXML
    private MessagePane messagePane;

    @FXML
    private MessagePane emptyPane;

    public NetworkPage(PageContext context) {
        this.context = context;
        model = new NetworkModel(
                context.services().networks(),
                context.services().runs(),
                context.services().runsFolder(),
                Platform::runLater);
        viewsA = new NetViews(model, model.a());
        viewsB = new NetViews(model, model.b());
        whiteness = new WhitenessView(model, Platform::runLater);
    }

    @FXML
    private void initialize() {
        pictures.setId("pictureList");
        new DrawingControls(model, drawToggle, pictures, pictureHost);
        new NetworkControls(
                model,
                new NetworkControls.Parts(
                        runBox,
                        stepBox,
                        otherBox,
                        otherStepBox,
                        classBox,
                        outcomeBox,
                        layerBox,
                        channelBox,
                        pictures,
                        listLabel));
        addPanels();
        new BackControls(
                model,
                new BackControls.Parts(
                        ruleBox,
                        redrawCheck,
                        redrawFirstBox,
                        redrawLastBox,
                        convolutionButton,
                        correlationLabel,
                        timelineBar));
        messages = new NetMessages(
                model,
                new NetMessages.Parts(content, tabs, troubleLabel, messagePane, emptyPane),
                () -> context.open("training", null));
        setUpActivity();
        tabs.getSelectionModel().selectedIndexProperty().subscribe((old, now) -> {
            if (!settling) {
                model.change(s -> s.withView(View.values()[now.intValue()]));
            }
        });
        model.stateProperty().subscribe(state -> show());
        model.runs().addListener((ListChangeListener<RunChoice>) change -> show());
        model.listedProperty().subscribe(listed -> show());
        for (NetSide side : List.of(model.a(), model.b())) {
            side.netProperty().subscribe(net -> show());
            side.passProperty().subscribe(pass -> show());
            side.messageProperty().subscribe(message -> show());
        }
        model.problemProperty().subscribe(problem -> show());
        model.pictures().photoReadingProperty().subscribe(reading -> show());
        FileDrop.accept(root, model.pictures()::open);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void addPanels() {
        NetPanels panels = new NetPanels(model);
        panels.add(View.OVERVIEW, overviewHost, viewsA, viewsB);
        panels.add(View.CHANNEL, channelHost, viewsA, viewsB);
        panels.add(View.BACK, backHost, viewsA, viewsB);
        panels.add(View.MISTAKES, mistakesHost, viewsA, viewsB);
        panels.addWhiteness(whitenessHost, whiteness);
    }

    private void setUpActivity() {
        TestPass test = model.a().test();
        TestPass beside = model.b().test();
        Runnable show = () -> {
            TestPass shown = test.activityProperty().get().isEmpty() ? beside : test;
            boolean busy = !shown.activityProperty().get().isEmpty();
            activityLabel.setText(shown.activityProperty().get());
            activityBar.setProgress(shown.progressProperty().get());
            Presence.set(activityLine, busy);
            testButton.setDisable(busy);
            topButton.setDisable(busy);
        };
        for (TestPass each : List.of(test, beside)) {
            each.activityProperty().subscribe(words -> show.run());
            each.progressProperty().subscribe(part -> show.run());
        }
    }

    private void show() {
        NetworkState state = model.getState();
        settling = true;
        tabs.getSelectionModel().select(state.view().ordinal());
        settling = false;
        OpenNetwork net = model.a().netProperty().get();
        boolean ofScores =
                net != null && state.question().layer() == net.info().layers().size() + 1;
        channelLabel.setText(ofScores ? "Class" : "Channel");
        Presence.set(netLabel, net != null);
        netLabel.setText(
                net == null
                        ? ""
                        : net.info().net() + ", step " + net.info().step()
                                + (model.a().isLive()
                                        ? ", being trained"
                                        : state.a().step().isEmpty() ? ", newest" : ""));
        messages.show();
    }

    private void key(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl) {
            return;
        }
        if (event.isShortcutDown()) {
            if (event.getCode() == KeyCode.ENTER) {
                testAll();
                event.consume();
            } else if (event.getCode() == KeyCode.O) {
                openPhoto();
                event.consume();
            }
        } else if (event.getCode() == KeyCode.ESCAPE && activityLine.isVisible()) {
            giveUp();
            event.consume();
        } else if (model.getState().view() == View.BACK) {
            timelineBar.key(event);
        }
    }

    @FXML
    private void openPhoto() {
        context.services().dialogs().openPicture(root.getScene().getWindow()).ifPresent(model.pictures()::open);
    }

    @FXML
    private void findTop() {
        model.findTop();
    }

    @FXML
    private void testAll() {
        model.change(s -> s.withView(View.MISTAKES));
        model.testAll();
    }

    @FXML
    private void giveUp() {
        model.giveUp();
    }

    @FXML
    private void openConvolution() {
        model.convolutionStep().ifPresent(link -> {
            context.open("convolution", link.state());
            context.showNotice(link.words());
        });
    }

    @Override
    public void onShown() {
        model.wake();
        frames = context.pulse().add(() -> model.onFrame(System.nanoTime()));
    }

    @Override
    public void onHidden() {
        frames.unsubscribe();
        model.rest();
        timelineBar.rest();
    }

    @Override
    public String state() {
        return model.getState().toString();
    }

    @Override
    public void restore(String state) {
        model.restore(state);
    }

    @Override
    public List<NamedFigure> figures() {
        List<NamedFigure> named = new ArrayList<>();
        for (NetViews views : List.of(viewsA, viewsB)) {
            for (Kind kind : views.inView()) {
                Figure figure = views.figure(kind).get();
                named.add(new NamedFigure(views.state(kind), figure));
            }
        }
        whiteness
                .state()
                .ifPresent(of ->
                        named.add(new NamedFigure(of, whiteness.figureProperty().get())));
        return named;
    }

    @Override
    public JsonObject runFacts() {
        TestPredictions known = model.a().test().predictionsProperty().get();
        TestPass.Top top = model.a().test().topProperty().get();
        return RunFacts.of(
                normalization(model.a()),
                normalization(model.b()),
                known == null ? 0 : known.all().size(),
                top == null ? 0 : top.pictures().layer().number());
    }

    private static Optional<String> normalization(NetSide side) {
        return Optional.ofNullable(side.netProperty().get())
                .map(net -> net.info().normalization());
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(
                new KeyHelp("Ctrl+Enter", "Test all pictures"),
                new KeyHelp("Ctrl+O", "Open a picture of your own"),
                new KeyHelp("Arrow keys in a drawing, Space, Shift", "Move the brush; draw; draw a line"),
                new KeyHelp("Escape", "Give up looking through the test pictures"),
                new KeyHelp("Arrow keys in the pictures", "Look at another test picture"),
                new KeyHelp(
                        "Arrow keys in a figure, Enter", "Go from part to part; look at the channel, step or picture"),
                new KeyHelp("Space, Left, Right, Home, End", "Play the way back to the pixels, or go step by step"));
    }

    @Override
    public void close() {
        onHidden();
        model.close();
        whiteness.close();
    }
}
