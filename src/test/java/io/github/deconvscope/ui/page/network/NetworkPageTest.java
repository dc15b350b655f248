package io.github.deconvscope.ui.page.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.FigureChecks;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Mouse;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.shell.PageCatalog;
import io.github.deconvscope.ui.shell.PageLink;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.Net;
import io.github.deconvscope.ui.state.NetworkState.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page in a window, on a net without a framework. */
@Tag("ui")
class NetworkPageTest {
    @TempDir
    Path folder;

    private static final List<String> RUNS = List.of("20260101-120000-a", "20260101-130000-b");

    private final RandomNetwork net = new RandomNetwork(7);

    private List<String> runs = RUNS;

    @RegisterExtension
    final TestWindow window = new TestWindow("deconvscope:network", this::services).sized(1280, 800);

    private WindowServices services() throws IOException {
        for (String name : runs) {
            if (!Files.exists(folder.resolve(name))) {
                RunRecorder.create(new RunFolder(folder.resolve(name)), RunConfig.defaults())
                        .close();
            }
        }
        return TestServices.of(new FakeRuns(), folder, net);
    }

    private NetworkState state() {
        return NetworkState.parse(Fx.call(() -> window.shell().page().state()));
    }

    private void restore(NetworkState state) {
        Fx.run(() -> window.shell().page().restore(state.toString()));
    }

    private List<NamedFigure> named() {
        return Platform.isFxApplicationThread()
                ? window.shell().page().figures()
                : Fx.call(() -> window.shell().page().figures());
    }

    private List<String> figures() {
        return named().stream().map(NamedFigure::id).toList();
    }

    private void awaitFigures(String... ids) {
        Fx.await(String.join(", ", ids), () -> figures().equals(List.of(ids)));
    }

    private void press(Node on, KeyCode code) {
        Fx.run(() -> on.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    /** Where a figure tells of a part; on the FX thread. */
    private Point2D find(FigureView view, Predicate<FigureHit> wanted) {
        for (double y = 1; y < view.getHeight(); y += 3) {
            for (double x = 1; x < view.getWidth(); x += 3) {
                if (view.getFigure()
                        .hit(x, y, view.getWidth(), view.getHeight(), view.style())
                        .filter(wanted)
                        .isPresent()) {
                    return new Point2D(x, y);
                }
            }
        }
        throw new AssertionError("no such part");
    }

    private void click(String figure, Predicate<FigureHit> wanted) {
        Fx.run(() -> {
            // In one go: a layout in between would move what was found.
            FigureView view = window.node("#" + figure);
            Point2D at = find(view, wanted);
            for (EventType<MouseEvent> type : List.of(MouseEvent.MOUSE_MOVED, MouseEvent.MOUSE_CLICKED)) {
                Mouse.send(view, type, at.getX(), at.getY(), 1, false);
            }
        });
    }

    @Test
    void theNewestRunIsOpenedAndEveryViewHasItsFigures() {
        awaitFigures("network-overview");
        assertThat(state().a().run()).isEqualTo("20260101-130000-b");
        click("network-overview", hit -> hit.part().equals("layer") && hit.row() == 3 && hit.column() == 2);
        assertThat(state().view()).isEqualTo(View.CHANNEL);
        assertThat(state().question().layer()).isEqualTo(3);
        assertThat(state().question().channel()).isEqualTo(2);
        awaitFigures("network-channel");
        Fx.run(() -> window.<Button>node("#topButton").fire());
        awaitFigures("network-channel", "network-top");
        assertThat(fact("topLayer")).isEqualTo(3);
        assertThat(fact("tested")).isZero();
        restore(state().withView(View.BACK));
        awaitFigures("network-step", "network-back", "network-steps");
        Fx.run(() -> window.<CheckBox>node("#redrawCheck").setSelected(true));
        awaitFigures("network-step", "network-redrawn", "network-back", "network-steps");
        assertThat(Fx.call(() -> window.<Label>node("#correlationLabel").getText()))
                .startsWith("Rank correlation of the pictures, with the weights of layer 3 drawn anew");
        restore(state().withView(View.MISTAKES));
        Fx.run(() -> window.<Button>node("#testButton").fire());
        awaitFigures("network-confusion", "network-mistakes");
        assertThat(fact("tested")).isPositive();
        restore(state().withPicture(state().picture().listing(Optional.of(neverRight()), NetworkState.Outcome.RIGHT)));
        Fx.await(
                "why nothing is listed",
                () -> window.<ListView<?>>node("#pictureList").getItems().isEmpty());
        assertThat(Fx.call(
                        () -> ((Label) window.<ListView<?>>node("#pictureList").getPlaceholder()).getText()))
                .startsWith("No test picture is of the class");
        click("network-mistakes", hit -> hit.row() == 1);
        assertThat(state().view()).isEqualTo(View.OVERVIEW);
        awaitFigures("network-overview");
    }

    /** A class whose pictures the net takes for others, all of them. */
    private int neverRight() {
        TestPredictions all =
                net.predictions(TestProgress.NONE).toCompletableFuture().join();
        return IntStream.range(0, 10)
                .filter(truth -> all.accuracy(truth) == 0)
                .findFirst()
                .orElseThrow();
    }

    /** What a lesson asks the page. */
    private int fact(String name) {
        return Fx.call(() -> window.shell().page().runFacts().get(name).getAsInt());
    }

    /** What is shown can be read, saved and computed with, each view of it. */
    @Test
    void everyViewIsAFigureWithTextTableAndNames() {
        awaitFigures("network-overview");
        Map<String, NamedFigure> seen = new LinkedHashMap<>();
        restore(state().withView(View.MISTAKES));
        Fx.run(() -> window.<Button>node("#testButton").fire());
        awaitFigures("network-confusion", "network-mistakes");
        named().forEach(named -> seen.put(named.id(), named));
        restore(state().withView(View.CHANNEL).withQuestion(state().question().of(3, 2)));
        Fx.run(() -> window.<Button>node("#topButton").fire());
        awaitFigures("network-channel", "network-top");
        named().forEach(named -> seen.put(named.id(), named));
        restore(state().withView(View.BACK).withQuestion(state().question().redrawn(2, 3)));
        awaitFigures("network-step", "network-redrawn", "network-back", "network-steps");
        named().forEach(named -> seen.put(named.id(), named));
        restore(state().withView(View.OVERVIEW));
        awaitFigures("network-overview");
        named().forEach(named -> seen.put(named.id(), named));

        Set<String> all = FigureCatalog.standard(net).entries().stream()
                .map(FigureEntry::id)
                .filter(id -> id.startsWith("network-"))
                .collect(Collectors.toSet());
        // Needs a run that was recorded: NetworkPageOfRealRunTest.
        all.remove("network-whiteness");
        // Not of a net but of recorded runs: CountLessonTest.
        all.remove("network-count");
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(all);
        seen.values().forEach(FigureChecks::requireTextAndTable);
        String confusion =
                FigureChecks.csv(seen.get("network-confusion").figure().table());
        String overview = FigureChecks.csv(seen.get("network-overview").figure().table());
        assertThat(net.info().classNames())
                .allMatch(confusion.lines().findFirst().orElseThrow()::contains);
        assertThat(net.info().classNames()).allMatch(overview::contains);
        assertThat(FigureChecks.csv(seen.get("network-mistakes").figure().table()))
                .contains("; taken for ");
        assertThat(FigureChecks.csv(seen.get("network-steps").figure().table())).contains("unpool");
    }

    @Test
    void theCommandLineDrawsTheFiguresOfThePage() {
        awaitFigures("network-overview");
        FigureCatalog catalog = FigureCatalog.standard(net);
        for (View view : List.of(View.OVERVIEW, View.CHANNEL, View.BACK)) {
            restore(state().withView(view).withQuestion(new NetworkState.Question(3, 2, BackRule.GUIDED, 2, 3, 1)));
            Fx.await("figures", () -> !named().isEmpty());
            for (NamedFigure named : named()) {
                Figure again = catalog.find(named.id())
                        .make(
                                named.state().parameters(),
                                Optional.of(RecordedRun.open(folder.resolve(RUNS.get(0)))
                                        .feed()));
                assertThat(again.caption())
                        .as(named.id())
                        .isEqualTo(named.figure().caption());
                assertThat(again.title()).isEqualTo(named.figure().title());
                assertThat(again.table().rowCount())
                        .isEqualTo(named.figure().table().rowCount());
            }
        }
    }

    @Test
    void aStepIsReachedByKeysAndOpensOnTheConvolutionPage() {
        awaitFigures("network-overview");
        restore(state().withView(View.BACK).withQuestion(state().question().of(3, 2)));
        awaitFigures("network-step", "network-back", "network-steps");
        Node root = Fx.call(() -> window.<Node>node("#page-network"));
        Button button = Fx.call(() -> window.<Button>node("#convolutionButton"));
        assertThat(Fx.call(button::isDisabled))
                .as("the last step is a transposed convolution")
                .isFalse();
        press(root, KeyCode.LEFT);
        assertThat(Fx.call(button::isDisabled)).as("a ReLU").isTrue();
        press(root, KeyCode.RIGHT);
        Fx.run(button::fire);
        assertThat(Fx.call(() -> window.shell().pageId())).isEqualTo("convolution");
        assertThat(Fx.call(() -> window.shell().page().state())).contains("\"operation\":\"transposed\"");
    }

    @Test
    void picturesAreChosenByKeysAndSoIsASecondNet() {
        awaitFigures("network-overview");
        Node list = Fx.call(() -> window.<Node>node("#pictureList"));
        Fx.await("pictures", () -> !((ListView<?>) list).getItems().isEmpty());
        press(list, KeyCode.RIGHT);
        press(list, KeyCode.DOWN);
        assertThat(state().picture().index()).isEqualTo(7);
        restore(state().withB(Optional.of(Net.newest("20260101-120000-a"))));
        awaitFigures("network-overview", "network-overview");
        restore(state().withView(View.BACK)
                .withQuestion(state().question().of(3, 2).redrawn(2, 3)));
        Fx.await("a number of each net", () -> {
            String told = window.<Label>node("#correlationLabel").getText();
            return told.contains("drawn anew and as learned: random: gradient") && told.contains("; random: gradient");
        });
    }

    /** By Tab to every control and figure of a view; a figure that is not there yet says why, as its place does to those who see it. */
    @Test
    void everythingOfAViewIsReachedByKeys() {
        awaitFigures("network-overview");
        for (View view : View.values()) {
            reachByKeys(view);
        }
    }

    private void reachByKeys(View view) {
        restore(state().withView(view).withQuestion(state().question().of(3, 2).redrawn(2, 3)));
        List<String> wanted = new ArrayList<>(List.of(
                "runBox",
                "stepBox",
                "otherBox",
                "classBox",
                "pictureList",
                "photoButton",
                "drawToggle",
                "layerBox",
                "channelBox",
                "tabs"));
        wanted.addAll(
                switch (view) {
                    case OVERVIEW -> List.of("network-overview");
                    case CHANNEL -> List.of("topButton", "network-channel", "network-top");
                    case BACK ->
                        List.of(
                                "ruleBox",
                                "redrawCheck",
                                "redrawFirstBox",
                                "redrawLastBox",
                                "convolutionButton",
                                "network-step",
                                "network-redrawn",
                                "network-back",
                                "network-steps");
                    case MISTAKES -> List.of("testButton", "network-confusion", "network-mistakes");
                    case WHITENESS -> List.of("network-whiteness");
                });
        if (view == View.BACK) {
            awaitFigures("network-step", "network-redrawn", "network-back", "network-steps");
        }
        Fx.run(() -> window.node("#nav-network").requestFocus());
        Map<String, String> reached = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            Node focused = Fx.call(() -> window.stage().getScene().getFocusOwner());
            press(focused, KeyCode.TAB);
            Fx.run(() -> {
                Node now = window.stage().getScene().getFocusOwner();
                reached.put(
                        String.valueOf(now.getId()),
                        now instanceof FigureView && now.getAccessibleText().isBlank() ? "says nothing" : "");
            });
        }
        assertThat(reached.keySet()).as(view.name()).containsAll(wanted);
        assertThat(reached.values()).as(view.name()).containsOnly("");
    }

    /** The words of a tile are there in full beside another net in the smallest window, and the maps of the classes have their names. */
    @Test
    void nothingIsCutOfTwoNetsInTheSmallestWindow() {
        awaitFigures("network-overview");
        Fx.run(() -> {
            window.stage().setWidth(1024);
            window.stage().setHeight(700);
        });
        restore(state().withB(Optional.of(Net.newest(RUNS.get(0)))));
        awaitFigures("network-overview", "network-overview");
        restore(state().withView(View.MISTAKES));
        Fx.run(() -> window.<Button>node("#testButton").fire());
        awaitFigures("network-confusion", "network-mistakes", "network-confusion", "network-mistakes");
        for (String id : List.of("confusion", "mistakes", "confusion-b", "mistakes-b")) {
            FigureView view = Fx.call(() -> window.<FigureView>node("#network-" + id));
            Fx.await(
                    id + " is as high as its words need",
                    () -> view.getWidth() < 320
                            && view.getHeight() + 0.5 >= view.getFigure().leastHeight(view.getWidth()));
        }
    }

    @Test
    void aChannelIsChosenByKeysInTheOverview() {
        awaitFigures("network-overview");
        FigureView overview = Fx.call(() -> window.<FigureView>node("#network-overview"));
        press(overview, KeyCode.RIGHT);
        FigureHit hit = Fx.call(() -> overview.hitProperty().get());
        press(overview, KeyCode.ENTER);
        assertThat(state().view()).isEqualTo(View.CHANNEL);
        assertThat(state().question().layer()).isEqualTo(hit.row());
        assertThat(state().question().channel()).isEqualTo(hit.column());
    }

    @Test
    void aLinkOpensThePageAsItWas() {
        awaitFigures("network-overview");
        restore(state().withView(View.CHANNEL)
                .withPicture(state().picture().withIndex(3))
                .withQuestion(state().question().of(2, 1)));
        NetworkState saved = state();
        String link = new PageLink(PageCatalog.NETWORK, saved.toString()).toString();
        window.close();
        window.open(link);
        awaitFigures("network-channel");
        assertThat(state()).isEqualTo(saved);
    }

    @Test
    void aDrawingIsLookedAtAndIsPartOfTheState() {
        awaitFigures("network-overview");
        Fx.run(() -> window.<ToggleButton>node("#drawToggle").fire());
        assertThat(state().picture().photoName()).contains("a drawing");
        Node surface = Fx.call(() -> window.<Node>node("#drawingSurface"));
        assertThat(Fx.call(() -> window.<Node>node("#pictureList").isVisible())).isFalse();
        press(surface, KeyCode.SPACE);
        String dot = state().picture().photo().orElseThrow();
        mouse(surface, new Point2D(20, 20), MouseEvent.MOUSE_PRESSED);
        mouse(surface, new Point2D(120, 60), MouseEvent.MOUSE_DRAGGED);
        mouse(surface, new Point2D(120, 60), MouseEvent.MOUSE_RELEASED);
        String line = state().picture().photo().orElseThrow();
        assertThat(line).isNotEqualTo(dot);
        Fx.await("looked at", () -> named().stream()
                .anyMatch(figure -> figure.figure().title().endsWith("makes of a drawing")));
        NetworkState saved = state();
        press(surface, KeyCode.DELETE);
        assertThat(state()).isNotEqualTo(saved);
        restore(saved.withPicture(saved.picture().withIndex(2)));
        assertThat(Fx.call(() -> window.<ToggleButton>node("#drawToggle").isSelected()))
                .isFalse();
        restore(saved);
        assertThat(Fx.call(() -> window.<ToggleButton>node("#drawToggle").isSelected()))
                .isTrue();
        press(surface, KeyCode.SPACE);
        assertThat(white(state().picture().photo().orElseThrow()))
                .as("goes on with what was saved")
                .isGreaterThanOrEqualTo(white(line))
                .isLessThan(white(line) + 10);
    }

    /** White pixels of a drawing. */
    private static int white(String drawing) {
        int white = 0;
        for (float value : OwnPhoto.read("a drawing", drawing).image().plane(0)) {
            white += value == 1 ? 1 : 0;
        }
        return white;
    }

    private void mouse(Node on, Point2D at, EventType<MouseEvent> type) {
        Fx.run(() -> Mouse.send(on, type, at.getX(), at.getY(), 1, type != MouseEvent.MOUSE_RELEASED));
    }

    @Test
    void theScoresHaveNoTopPicturesAndThatIsSaid() {
        awaitFigures("network-overview");
        restore(state().withView(View.CHANNEL).withQuestion(state().question().of(5, 0)));
        Fx.run(() -> window.<Button>node("#topButton").fire());
        assertThat(Fx.call(() -> window.<Label>node("#troubleLabel").getText()))
                .contains("Choose one of the layers 1 to 4");
    }

    @Test
    void theStepInViewHasARing() {
        awaitFigures("network-overview");
        restore(state().withView(View.BACK)
                .withQuestion(state().question().of(2, 1).at(1)));
        awaitFigures("network-step", "network-back", "network-steps");
        assertThat(named().get(2).figure().altText()).contains("In view: 1 ");
        assertThat(named().get(2).state().parameters()).containsEntry("marked", "1");
    }

    @Test
    void withoutARunTheTrainingPageIsOffered() throws IOException {
        window.close();
        for (String name : RUNS) {
            Files.move(
                    folder.resolve(name),
                    Files.createDirectories(folder.resolve(".trash")).resolve(name));
        }
        runs = List.of();
        window.open("deconvscope:network");
        MessagePane empty = Fx.call(() -> window.<MessagePane>node("#emptyPane"));
        Fx.await("empty", () -> empty.isVisible() && empty.getTitle().equals("Train a run first"));
        Fx.run(() -> ((Button) empty.getChildren().get(empty.getChildren().size() - 1)).fire());
        assertThat(Fx.call(() -> window.shell().pageId())).isEqualTo("training");
    }
}
