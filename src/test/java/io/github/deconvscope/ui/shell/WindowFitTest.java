package io.github.deconvscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.Cuts;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.Net;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.state.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page, with each of its tabs and views, in small windows with and without a lesson beside it: no text is shortened, nothing leaves its room, nothing
 * scrolls sideways. With {@code -Dpage.pictures=FOLDER} it leaves pictures of what it looked at.
 */
@Tag("ui")
class WindowFitTest {
    private static final double DOCK = 340;
    private static final List<String> RUNS = List.of(
            "20260101-120000-vgg11-deconv-a-name-that-somebody-gave-a",
            "20260101-130000-vgg11-deconv-a-name-that-somebody-gave-b");

    @TempDir
    Path folder;

    @RegisterExtension
    final TestWindow window = new TestWindow(this::services);

    private WindowServices services() throws IOException {
        record(RUNS.get(0), RunConfig.defaults());
        record(RUNS.get(1), RunConfig.defaults().with(RunOption.PRECISION, Precision.FP16));
        return TestServices.of(new FakeRuns(), folder, new RandomNetwork(7));
    }

    private void record(String name, RunConfig config) throws IOException {
        if (Files.exists(folder.resolve(name))) {
            return;
        }
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(folder.resolve(name)), config)) {
            recorder.setLayers(List.of(
                    new LayerInfo("features.0", "conv1 3 to 16", "FastDeconv2D", 3, 16, 3, 3, 3, true, 15),
                    new LayerInfo("features.8", "conv8 128 to 128", "FastDeconv2D", 128, 128, 3, 3, 64, true, 5)));
            for (int step = 1; step <= 3; step++) {
                recorder.add(new StepRecord(step, 1, 2.5 / step, 0.1, 0.1, 20, 1, false));
            }
            recorder.add(new EpochRecord(1, 3, 0.83, 0.1, 0.9, 0.516, 1));
            recorder.status(RunState.FINISHED, new Progress(39_100, 39_100, 100, 100, 100, 0, ""), "", true);
        }
    }

    @Test
    void nothingIsCutAndNothingScrollsSideways() {
        Set<String> found = new LinkedHashSet<>();
        for (boolean lesson : new boolean[] {false, true}) {
            for (double[] size : new double[][] {{1024, 700}, {1280, 800}}) {
                Fx.run(() -> {
                    window.stage().setWidth(size[0]);
                    window.stage().setHeight(size[1]);
                    window.shell().setDock(lesson ? new Label("lesson") : null, lesson ? DOCK : 0);
                });
                Fx.await("the size", () -> window.stage().getScene().getWidth() == size[0]);
                for (PageCatalog page : PageCatalog.values()) {
                    look(page, page.id() + "-" + (int) size[0] + (lesson ? "-lesson" : ""), found);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private void look(PageCatalog page, String name, Set<String> found) {
        window.show(page.id(), state(page));
        Fx.await(page.id(), () -> isReady(page));
        look(name, found);
        if (page == PageCatalog.WHITENING) {
            lookAtCurves(name, found);
        }
        Node root = window.node("#page-" + page.id());
        for (TabPane tabs : all(root, TabPane.class)) {
            for (int i = 1; i <= tabs.getTabs().size(); i++) {
                Tab tab = tabs.getTabs().get(i % tabs.getTabs().size());
                Fx.run(() -> tabs.getSelectionModel().select(tab));
                look(name + "-" + tab.getText(), found);
            }
        }
        for (ToggleButton toggle : all(root, ToggleButton.class)) {
            boolean view = toggle.getStyleClass().stream().anyMatch(style -> style.endsWith("-pill"));
            if (view && Fx.call(() -> !toggle.isSelected() && !toggle.isDisabled())) {
                Fx.run(toggle::fire);
                look(name + "-" + toggle.getText(), found);
            }
        }
    }

    /** The curves of the whitening page go below one another before they are too narrow to be read. */
    private void lookAtCurves(String name, Set<String> found) {
        for (String id :
                List.of("residuals", "gains", "kernels", "kernels-folded", "fold-outputs", "fold-difference")) {
            double width = Fx.call(() -> ((Region) window.node("#" + id + "Panel")).getWidth());
            if (width < 199) {
                found.add(name + ": " + id + " is " + width + " wide");
            }
        }
    }

    private String state(PageCatalog page) {
        Path a = folder.resolve(RUNS.get(0));
        Path b = folder.resolve(RUNS.get(1));
        // The longest name that the form has.
        RunConfig config = RunConfig.defaults().with(RunOption.DATASET, DatasetName.EMOJI);
        return switch (page) {
            case TRAINING -> TrainingState.of(config, a, "").toString();
            case PRECISION ->
                PrecisionState.of(config, config, List.of(a, b), "", false).toString();
            case NETWORK ->
                NetworkState.START
                        .withA(Net.newest(RUNS.get(0)))
                        .withB(Optional.of(Net.newest(RUNS.get(1))))
                        .toString();
            // Of all operations that with the most tools above the maps.
            case CONVOLUTION ->
                ConvolutionPageState.of(ConvolutionPreset.EXAMPLE_3.state()).write();
            default -> "";
        };
    }

    /** Whether the page has something to show. */
    private boolean isReady(PageCatalog page) {
        return switch (page) {
            case CONVOLUTION, WHITENING, TRAINING, NETWORK, PRECISION ->
                !window.shell().page().figures().isEmpty();
            case RUNS -> !((TableView<?>) window.node("#table")).getItems().isEmpty();
            default -> true;
        };
    }

    private void look(String name, Set<String> found) {
        Fx.run(() -> {
            List<String> cuts = Cuts.below(window.stage().getScene().getRoot());
            cuts.forEach(cut -> found.add(name + ": " + cut));
        });
        String pictures = System.getProperty("page.pictures");
        if (pictures != null) {
            Fx.run(() -> Pictures.save(
                    window.stage().getScene(), Path.of(pictures, name.replaceAll("[^A-Za-z0-9-]", "_") + ".png")));
        }
    }

    private static <N extends Node> List<N> all(Node root, Class<N> kind) {
        return Fx.call(() -> {
            List<N> all = new ArrayList<>();
            collect(root, kind, all);
            return all;
        });
    }

    private static <N extends Node> void collect(Node node, Class<N> kind, List<N> all) {
        if (kind.isInstance(node)) {
            all.add(kind.cast(node));
        }
        if (node instanceof javafx.scene.Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, kind, all));
        }
    }
}
