package io.github.deconvscope.ui.page.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.Normalization;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunOption;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.FakeFramework;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.shell.ShellWindow;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("ui")
class RunsPageTest {
    @TempDir
    Path root;

    private Stage stage;
    private ShellWindow window;

    @BeforeEach
    void open() throws IOException {
        RunsModelTest.record(root.resolve("20260101-120000-vgg11-deconv"), RunConfig.defaults(), 300, 1);
        RunsModelTest.record(
                root.resolve("20260101-130000-vgg11-batchnorm"),
                RunConfig.defaults().with(RunOption.NORMALIZATION, Normalization.BATCHNORM),
                300,
                1.4);
        Files.writeString(Files.createDirectory(root.resolve("broken")).resolve("config.json"), "{\"epochs\": ");
        Fx.start();
        Fx.run(() -> {
            Theme.get().install();
            stage = new Stage();
            window = new ShellWindow(stage, new WindowServices(new FakeRuns(), root, new FakeFramework()));
            window.show("");
            stage.setWidth(1280);
            stage.setHeight(800);
            window.shell().open("runs", "");
        });
    }

    @AfterEach
    void close() {
        Fx.run(window::close);
    }

    @SuppressWarnings("unchecked")
    private TableView<RunEntry> table() {
        return (TableView<RunEntry>) node("#table");
    }

    private Node node(String selector) {
        return stage.getScene().lookup(selector);
    }

    @Test
    void runsAreListedSearchedAndDrawnOverOneAnother() {
        Fx.await("three runs are listed", 10, () -> table().getItems().size() == 3);
        Fx.run(() -> ((TextField) node("#searchField")).setText("vgg11"));
        assertThat(Fx.call(() -> table().getItems().size())).isEqualTo(2);
        Fx.run(() -> table().getSelectionModel().selectAll());
        FigureView view = (FigureView) node("#runs-overlay");
        Fx.await("the curves are painted", 10, () -> view.getFigure() != null && view.paintings() > 0);
        assertThat(Fx.call(() -> view.getFigure().caption())).contains("vgg11-deconv", "vgg11-batchnorm");
        Fx.run(() -> ((TextField) node("#searchField")).clear());
        Fx.await(
                "the selection stays",
                5,
                () -> table().getSelectionModel().getSelectedItems().size() == 2);
        Fx.run(() -> Pictures.save(stage.getScene(), Path.of("target", "pictures", "runs-1280.png")));
    }

    @Test
    void aRecordedRunIsLookedAtOnTheTrainingPage() {
        Fx.await("three runs are listed", 10, () -> table().getItems().size() == 3);
        Fx.run(() -> {
            ((TextField) node("#searchField")).setText("deconv");
            table().getSelectionModel().select(0);
            ((javafx.scene.control.Button) node("#openButton")).fire();
        });
        Fx.await(
                "the training page shows its loss",
                10,
                () -> node("#training-loss") instanceof FigureView view && view.getFigure() != null);
        assertThat(Fx.call(() -> ((javafx.scene.control.Label) node("#stateBadge")).getText()))
                .isEqualTo("finished");
    }

    @Test
    void anEmptyFolderSaysHowToFillIt() {
        Fx.run(() -> window.shell()
                .open(
                        "runs",
                        new RunsState(
                                        root.resolve("nowhere").toString(),
                                        "",
                                        java.util.List.of(),
                                        RunsState.START.overlay())
                                .toText()));
        Fx.await(
                "the empty page is told",
                10,
                () -> node("#emptyPane").isVisible()
                        && node("#emptyPane").getAccessibleText().contains("No runs yet"));
    }
}
