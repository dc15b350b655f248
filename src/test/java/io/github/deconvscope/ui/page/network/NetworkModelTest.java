package io.github.deconvscope.ui.page.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.Net;
import io.github.deconvscope.ui.state.NetworkState.Outcome;
import io.github.deconvscope.ui.state.NetworkState.View;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What the page asks the nets that it looks at, and what it shows. Which nets these are: {@link FollowedNetTest}. */
class NetworkModelTest extends ModelOfRandomNets {
    @Test
    void withoutRunsThereIsNothingToOpen() throws IOException {
        start();
        assertThat(model.runs()).isEmpty();
        assertThat(lab.asked).isEmpty();
    }

    @Test
    void aChannelGoesBackByAllRulesAndTheTimelineHasItsSteps() throws Exception {
        startLooking();
        change(s -> s.withView(View.BACK).withQuestion(s.question().of(3, 2)));
        NetSide.WayBack way = model.a().wayBackProperty().get();
        RandomNetwork net = lab.opened.get(0);
        for (BackRule rule : BackRule.values()) {
            BackProjection made = way.by(rule);
            assertThat(made.question().rule()).isEqualTo(rule);
            assertThat(made.picture())
                    .isEqualTo(net.back(made.question())
                            .toCompletableFuture()
                            .get()
                            .picture());
        }
        int steps = way.rules().get(0).steps().size();
        assertThat(model.timelineProperty().get().length()).isEqualTo(steps);
        assertThat(model.timelineProperty().get().position()).isEqualTo(steps - 1);
        model.time(model.timelineProperty().get().at(2));
        assertThat(model.getState().question().position()).isEqualTo(2);

        change(s -> s.withQuestion(s.question().redrawn(2, 9)));
        way = model.a().wayBackProperty().get();
        assertThat(way.redrawn().get(0).question().redraw().orElseThrow().layers())
                .containsExactly(2, 3);
        Double correlation =
                way.by(BackRule.GUIDED).rankCorrelation(way.redrawn().get(BackRule.GUIDED.ordinal()));
        assertThat(Double.valueOf(way.rankCorrelation(BackRule.GUIDED))).isEqualTo(correlation);

        change(s -> s.withQuestion(s.question().of(9, 0)));
        assertThat(model.a().wayBackProperty().get()).isNull();
        assertThat(model.a().messageProperty().get()).contains("Layer 9", "1 to 4");
        change(s -> s.withQuestion(s.question().of(5, 3)));
        assertThat(model.a().wayBackProperty().get().by(BackRule.GRADIENT).peak())
                .as("of a score")
                .isEmpty();
        assertThat(model.a().messageProperty().get()).isEmpty();
    }

    @Test
    void aTransposedStepOpensOnTheConvolutionPageWithItsKernel() throws IOException {
        startLooking();
        change(s -> s.withView(View.BACK).withQuestion(s.question().of(3, 2)));
        BackProjection made = model.a().wayBackProperty().get().by(BackRule.GRADIENT);
        int found = 0;
        for (int i = 0; i < made.steps().size(); i++) {
            BackStep step = made.steps().get(i);
            model.time(model.timelineProperty().get().at(i));
            Optional<ConvolutionLink> link = model.convolutionStep();
            assertThat(link.isPresent()).isEqualTo(step.kind() == BackStep.Kind.TRANSPOSED);
            if (link.isPresent()) {
                found++;
                BackStep before = made.steps().get(i - 1);
                ConvolutionState shown =
                        ConvolutionPageState.read(link.get().state()).convolution();
                assertThat(shown.settings().transposed()).isTrue();
                assertThat(shown.input().length)
                        .isEqualTo(Math.min(ConvolutionLink.MOST, before.size().height())
                                * Math.min(ConvolutionLink.MOST, before.size().width()));
                String[] words = link.get().words().split("from channel | to channel |, one of");
                int from = Integer.parseInt(words[1]);
                int to = Integer.parseInt(words[2]);
                float[] kernel = lab.opened.get(0).kernels(step.layer()).folded(from);
                for (int k = 0; k < 9; k++) {
                    assertThat(shown.weights()[k]).isEqualTo(kernel[to * 9 + k]);
                }
                float strongest = 0;
                for (float value : before.signal()) {
                    strongest = Math.max(strongest, Math.abs(value));
                }
                double most = 0;
                for (double value : shown.input()) {
                    most = Math.max(most, Math.abs(value));
                }
                assertThat(most).isEqualTo(strongest);
            }
        }
        assertThat(found).isEqualTo(3);
    }

    /** Of an own plan: the output of what is shown is as large as its part of the signal. */
    @Test
    void aTransposedStepOfAStrideOpensWithItsStride() throws Exception {
        startLooking();
        RandomNetwork net = new RandomNetwork(4, 5, 2);
        BackProjection made = net.back(new BackQuestion(net.testPicture(0), 2, 1, BackRule.GRADIENT))
                .toCompletableFuture()
                .get();
        int last = made.steps().size() - 1;
        assertThat(made.steps().get(last - 1).size()).isEqualTo(Size.square(16));
        assertThat(made.steps().get(last).size()).isEqualTo(Size.square(32));
        ConvolutionState shown = ConvolutionPageState.read(
                        ConvolutionLink.of(net, made, last).orElseThrow().state())
                .convolution();
        assertThat(shown.settings().kernel()).isEqualTo(Size.square(5));
        assertThat(shown.settings().stride()).isEqualTo(Size.square(2));
        assertThat(shown.settings().input()).isEqualTo(Size.square(6));
        assertThat(shown.settings().output()).isEqualTo(Size.square(12));
    }

    @Test
    void testPicturesAreListedByClassAndByWhetherTheNetIsRight() throws IOException {
        startLooking();
        until(() -> model.pictures().listed().size() == 24);
        change(s -> s.withPicture(s.picture().listing(Optional.of(3), Outcome.ALL)));
        until(() -> model.pictures().listed().equals(List.of(3, 13, 23)));
        model.testAll();
        until(() -> model.a().test().predictionsProperty().get() != null);
        change(s -> s.withPicture(s.picture().listing(Optional.empty(), Outcome.WRONG)));
        List<Integer> wrong = model.a().test().predictionsProperty().get().all().stream()
                .filter(p -> !p.right())
                .map(p -> p.picture())
                .toList();
        until(() -> model.pictures().listed().equals(wrong));
        model.choose(wrong.get(0));
        settle();
        assertThat(model.a().passProperty().get().picture().index()).hasValue(wrong.get(0));
    }

    @Test
    void aPassOverTheTestPicturesIsGivenUp() throws IOException {
        startLooking();
        change(s -> s.withView(View.MISTAKES));
        NetViews views = new NetViews(model, model.a());
        CompletableFuture<Void> nextBatch = new CompletableFuture<>();
        CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
        model.a()
                .test()
                .predict(
                        new RandomNetwork(1) {
                            @Override
                            public CompletionStage<TestPredictions> predictions(TestProgress progress) {
                                progress.goesOn(64, 256);
                                return nextBatch.thenCompose(nothing -> {
                                    goesOn.complete(progress.goesOn(128, 256));
                                    return CompletableFuture.failedFuture(new CancellationException());
                                });
                            }
                        },
                        problem -> {
                            throw new AssertionError(problem);
                        });
        until(() -> model.a().test().activityProperty().get().contains("64 of 256"));
        assertThat(model.a().test().progressProperty().get()).isEqualTo(0.25);
        assertThat(views.reason(NetViews.Kind.CONFUSION).get()).contains("64 of 256");
        model.giveUp();
        assertThat(views.reason(NetViews.Kind.CONFUSION).get()).contains("Nobody has tested yet");
        assertThat(model.a().test().activityProperty().get()).isEmpty();
        nextBatch.complete(null);
        assertThat(goesOn.join()).isFalse();
    }

    @Test
    void aSecondNetLooksAtTheSamePicture() throws IOException {
        start("run", "other");
        until(() -> model.a().passProperty().get() != null);
        change(s -> s.withB(Optional.of(new Net("other", Optional.of(20L)))));
        until(() -> model.b().passProperty().get() != null);
        model.choose(5);
        settle();
        assertThat(model.b().passProperty().get().picture().index()).hasValue(5);
        change(s -> s.withB(Optional.empty()));
        assertThat(model.b().passProperty().get()).isNull();
        assertThat(lab.opened.get(1).closed).isTrue();
    }

    @Test
    void theWholeStateComesBackWithAnOwnPicture() throws IOException {
        startLooking();
        Path file = folder.resolve("own.png");
        BufferedImage image = new BufferedImage(40, 50, BufferedImage.TYPE_INT_RGB);
        image.setRGB(20, 25, 0x336699);
        ImageIO.write(image, "png", file.toFile());
        model.pictures().open(file);
        until(() -> model.getState().picture().photoName().isPresent());
        settle();
        assertThat(model.a().passProperty().get().picture().name()).isEqualTo("own.png");
        change(s -> s.withView(View.CHANNEL)
                .withQuestion(s.question()
                        .of(2, 3)
                        .withRule(BackRule.GUIDED)
                        .redrawn(1, 2)
                        .at(4)));
        NetworkState saved = model.getState();
        assertThat(NetworkState.parse(saved.toString())).isEqualTo(saved);
        model.restore("");
        settle();
        assertThat(model.getState()).isEqualTo(NetworkState.START.withA(Net.newest("run")));
        assertThat(model.a().passProperty().get().picture().index()).hasValue(0);
        model.restore(saved.toString());
        settle();
        assertThat(model.getState()).isEqualTo(saved);
        assertThat(model.a().passProperty().get().picture().name()).isEqualTo("own.png");

        Path none = folder.resolve("none.png");
        model.pictures().open(none);
        until(() -> !model.problemProperty().get().isEmpty());
        assertThat(model.problemProperty().get()).contains("none.png");
        assertThat(model.getState()).isEqualTo(saved);
    }

    @Test
    void aDamagedStateIsRefusedAndNothingChanges() throws IOException {
        startLooking();
        NetworkState before = model.getState();
        for (String bad : List.of(
                "nonsense",
                "{}",
                before.toString().replace("\"layer\":1", "\"layer\":0"),
                before.toString().replace("\"rule\":\"gradient\"", "\"rule\":\"guessed\""),
                before.toString().replace("\"index\":0", "\"index\":0,\"photo\":\"x\""),
                before.toString().replace("\"index\":0", "\"index\":0,\"photo\":\"x\",\"photoName\":\"y\""))) {
            assertThatThrownBy(() -> model.restore(bad)).as(bad).isInstanceOf(InvalidInputException.class);
            assertThat(model.getState()).isEqualTo(before);
        }
    }
}
