package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.ui.FigureChecks;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.state.NetworkState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page network on a run that the engine trained, with the engine that opens its net. */
@Tag("ui")
class NetworkPageOfRealRunTest {
    private static final RunConfig TINY = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 16L)
            .with(RunOption.TRAIN_LIMIT, 32L)
            .with(RunOption.TEST_LIMIT, 20L)
            .with(RunOption.EPOCHS, 1L);

    @TempDir
    Path folder;

    private final Services services = new Services();

    @RegisterExtension
    final TestWindow window = new TestWindow("deconvscope:network", () -> {
        train("tiny", TINY);
        return TestServices.of(services.get(RunService.class), folder, services.get(NetworkLab.class));
    });

    private void train(String name, RunConfig config) throws Exception {
        services.get(RunService.class)
                .start(config, folder.resolve(name))
                .done()
                .get(3, TimeUnit.MINUTES);
    }

    @AfterEach
    void close() {
        window.close();
        services.close();
    }

    @Test
    void theOverviewHasTheScoresOfTheNet() throws Exception {
        Fx.await("overview", () -> !window.shell().page().figures().isEmpty());
        List<NamedFigure> shown = Fx.call(() -> window.shell().page().figures());
        DataTable table = shown.get(0).figure().table();
        try (OpenNetwork net = services.get(NetworkLab.class)
                .open(NetworkSource.newest(folder.resolve("tiny")))
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES)) {
            NetworkPass pass =
                    net.look(net.testPicture(0)).toCompletableFuture().get(1, TimeUnit.MINUTES);
            int first = table.rowCount() - pass.logits().length;
            for (int c = 0; c < pass.logits().length; c++) {
                assertThat(table.value(first + c, 1))
                        .isEqualTo(net.info().classNames().get(c));
                // Whichever of the two was asked while the engine was busy was computed in double precision.
                assertThat((float) table.value(first + c, 2)).isCloseTo(pass.logits()[c], within(1e-4f));
            }
        }
    }

    /** Every few steps: the third net that is shown is there soon, however slow the first was. */
    @Test
    void theOverviewFollowsARunThatGoesOn() throws Exception {
        RunHandle live = services.get(RunService.class)
                .start(
                        TINY.with(RunOption.EPOCHS, 10_000L).with(RunOption.CHECKPOINT_EVERY, 0L),
                        folder.resolve("live"));
        try {
            window.show(
                    "network",
                    NetworkState.START.withA(NetworkState.Net.newest("live")).toString());
            Set<String> shown = new TreeSet<>();
            Fx.await("three nets one after another", () -> {
                Matcher step = Pattern.compile("From run live, step (\\d+)").matcher(captions());
                if (step.find()) {
                    shown.add(step.group(1));
                }
                return shown.size() > 2;
            });
        } finally {
            live.stop();
            live.done().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void whatWhiteningChangedIsShownForTwoRunsSideBySideAndForALayer() throws Exception {
        train("beside", TINY.with(RunOption.NORMALIZATION, Normalization.BATCHNORM));
        NetworkState wanted = NetworkState.START
                .withA(NetworkState.Net.newest("tiny"))
                .withB(Optional.of(NetworkState.Net.newest("beside")))
                .withView(NetworkState.View.WHITENESS);
        window.show("network", wanted.toString());
        Fx.await(
                "two runs",
                () -> whiteness().contains("A is network deconvolution")
                        && whiteness().contains("B is batch normalization"));
        NamedFigure shown = Fx.call(() -> window.shell().page().figures()).get(0);
        assertThat(shown.id()).isEqualTo("network-whiteness");
        assertThat(shown.state().parameters().get("with"))
                .isEqualTo(folder.resolve("beside").toString());
        assertThat(shown.figure().altText()).contains("A, conv2", "B, conv2");
        FigureChecks.requireTextAndTable(shown);
        window.show("network", wanted.withQuestion(wanted.question().of(3, 0)).toString());
        Fx.await("another layer", () -> window.shell().page().figures().stream()
                .anyMatch(figure -> "conv3".equals(figure.state().parameters().get("layer"))));
    }

    /** A layer that only the deeper net has: its figures are shown, beside them the other net says what it lacks; the overview shows both. */
    @Test
    void twoNetsOfDifferentDepthStandSideBySide() throws Exception {
        train("deeper", TINY.with(RunOption.MODEL, ModelName.VGG13));
        NetworkState wanted = NetworkState.START
                .withA(NetworkState.Net.newest("deeper"))
                .withB(Optional.of(NetworkState.Net.newest("tiny")))
                .withQuestion(NetworkState.START.question().of(10, 0));
        window.show("network", wanted.withView(NetworkState.View.CHANNEL).toString());
        Fx.await("the deeper net", () -> captions().contains("run deeper"));
        Fx.run(() -> ((Button) window.stage().getScene().lookup("#topButton")).fire());
        Fx.await(
                "what the other lacks", () -> ((Label) window.stage().getScene().lookup("#troubleLabel"))
                        .getText()
                        .contains("has no layer 10; its layers are 1 to 8"));
        Fx.await("top pictures", () -> window.shell().page().figures().stream()
                .anyMatch(figure -> figure.id().equals("network-top")));
        assertThat(Fx.call(this::captions)).doesNotContain("run tiny");
        window.show("network", wanted.withView(NetworkState.View.OVERVIEW).toString());
        Fx.await("both", () -> captions().contains("run deeper") && captions().contains("run tiny"));
    }

    private String captions() {
        return window.shell().page().figures().stream()
                .map(figure -> figure.figure().caption())
                .collect(Collectors.joining(" "));
    }

    /** The caption of the figure in view, empty for none. */
    private String whiteness() {
        return window.shell().page().figures().stream()
                .filter(figure -> figure.id().equals("network-whiteness"))
                .map(figure -> figure.figure().caption())
                .findFirst()
                .orElse("");
    }
}
