package io.github.deconvscope.bench;

import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.live.Pulse;
import io.github.deconvscope.ui.page.PageContext;
import io.github.deconvscope.ui.page.convolution.ConvolutionModel;
import io.github.deconvscope.ui.page.convolution.ConvolutionPage;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * How long it takes from an edit or a hover on the convolution page until every linked figure shows it, in the real window, in the room that windows of
 * 1280 x 800 and 1920 x 1080 leave for a page. Hovered and edited are inputs, weights and outputs in turn. Budget: 33 ms at the 95th percentile on two
 * idle cores. Run it with {@code main}; arguments: number of rounds.
 */
public final class ConvolutionPageBenchmark {
    private static final int WARM_UP = 60;
    private static final int[][] ROOMS = {{1056, 676}, {1696, 956}};

    private ConvolutionPageBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 300 : Integer.parseInt(args[0]);
        Fx.start();
        for (int[] room : ROOMS) {
            System.out.printf("page of %d x %d%n", room[0], room[1]);
            ConvolutionPage page = new ConvolutionPage(new Alone());
            Stage stage = Fx.call(() -> open(page, room[0], room[1]));
            ConvolutionModel model = page.model();
            measure(stage, model, "example 1", ConvolutionPreset.EXAMPLE_1, rounds);
            measure(stage, model, "16x16, same padding", ConvolutionPreset.EXAMPLE_1, rounds);
            measure(stage, model, "matrix 256x1024", ConvolutionPreset.LARGE, rounds);
            Fx.run(() -> {
                stage.close();
                page.close();
            });
        }
        System.exit(0);
    }

    private static Stage open(ConvolutionPage page, int width, int height) throws IOException {
        Theme.get().install();
        FXMLLoader loader = new FXMLLoader(ConvolutionPageBenchmark.class.getResource("/fxml/convolution.fxml"));
        loader.setControllerFactory(type -> page);
        Parent root = loader.load();
        root.getStylesheets()
                .add(ConvolutionPageBenchmark.class
                        .getResource("/assets/css/convolution.css")
                        .toExternalForm());
        Stage stage = new Stage();
        stage.setScene(new Scene(root, width, height));
        stage.show();
        return stage;
    }

    /** A window that is nothing but this page. */
    private static final class Alone implements PageContext {
        @Override
        public WindowServices services() {
            return TestServices.of(new FakeRuns(), Path.of("runs"));
        }

        @Override
        public Pulse pulse() {
            return new Pulse();
        }

        @Override
        public void open(String pageId, String state) {}

        @Override
        public void showNotice(String message) {}
    }

    private static void measure(Stage stage, ConvolutionModel model, String name, ConvolutionPreset preset, int rounds)
            throws Exception {
        Fx.run(() -> {
            model.set(preset.state());
            if (name.startsWith("16x16")) {
                model.setParameter(ConvolutionParameter.INPUT_HEIGHT, 16, true);
                model.setParameter(ConvolutionParameter.PADDING_HEIGHT, 1, true);
            }
        });
        SplittableRandom random = new SplittableRandom(1);
        int[] turn = {0};
        report(name + ", hover", rounds, stage, () -> model.hover(any(model, random, turn[0]++)));
        Fx.run(() -> model.hover(Selection.NOTHING));
        report(
                name + ", edit",
                rounds,
                stage,
                () -> model.edit(any(model, random, turn[0]++), Integer.toString(random.nextInt(-99, 99))));
        Fx.run(() -> model.setBackward(false));
    }

    /** An input, a weight or an output, never what is selected already. */
    private static Selection any(ConvolutionModel model, SplittableRandom random, int turn) {
        ConvolutionState state = model.getResult().state();
        Selection chosen;
        do {
            chosen = switch (turn % 3) {
                case 0 -> Selection.input(random.nextInt(state.input().length));
                case 1 -> Selection.weight(random.nextInt(state.weights().length));
                default -> Selection.output(random.nextInt(state.geometry().outputElements()));
            };
        } while (chosen.equals(model.selection()));
        return chosen;
    }

    private static void report(String name, int rounds, Stage stage, Runnable action) throws Exception {
        double[] millis = new double[rounds];
        for (int i = -WARM_UP; i < rounds; i++) {
            double took = once(stage, action);
            if (i >= 0) {
                millis[i] = took;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "%-32s median %5.1f ms   95 %% %5.1f ms   largest %5.1f ms%n",
                name, millis[rounds / 2], millis[rounds * 95 / 100], millis[rounds - 1]);
    }

    /** Milliseconds from the action until all figures in view were painted anew and a frame began that shows them. */
    private static double once(Stage stage, Runnable action) throws Exception {
        CompletableFuture<Double> done = new CompletableFuture<>();
        Fx.run(() -> {
            List<FigureView> views = views(stage);
            long[] before = views.stream().mapToLong(FigureView::paintings).toArray();
            long start = System.nanoTime();
            action.run();
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    for (int i = 0; i < before.length; i++) {
                        if (views.get(i).paintings() == before[i] && System.nanoTime() - start < 500_000_000L) {
                            return;
                        }
                    }
                    stop();
                    done.complete((System.nanoTime() - start) / 1e6);
                }
            }.start();
        });
        return done.get();
    }

    private static List<FigureView> views(Stage stage) {
        return stage.getScene().getRoot().lookupAll(".figure-view").stream()
                .map(FigureView.class::cast)
                .filter(view -> view.getFigure() != null && shown(view))
                .toList();
    }

    private static boolean shown(Node node) {
        return node == null || node.isVisible() && shown(node.getParent());
    }
}
