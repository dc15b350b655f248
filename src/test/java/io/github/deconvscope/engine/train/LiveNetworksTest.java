package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.LayerKernels;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.Subscription;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nets of runs that go on: they are those of the checkpoints of their steps, and questions about them wait for no step. */
@Tag("engine")
class LiveNetworksTest extends NetsOfRuns {
    /** What it answers is of the checkpoint that was opened, while the run goes on and writes others. */
    @Test
    void aRunThatIsStillTrainedCanBeOpened() throws Exception {
        RunHandle run =
                service.start(TINY.with(RunOption.EPOCHS, 60L).withText(RunOption.NORMALIZATION, "none"), run());
        Await.until("a checkpoint", () -> !checkpoints().isEmpty());
        try (OpenNetwork net = open()) {
            float[] before = answer(net.look(net.testPicture(1))).logits();
            long opened = net.info().step();
            Await.until(
                    "other checkpoints",
                    () -> !checkpoints().contains(opened) || run.done().isDone());
            assertClose("scores", answer(net.look(net.testPicture(1))).logits(), before);
        } finally {
            run.stop();
            run.done().get(1, TimeUnit.MINUTES);
        }
    }

    /** The net of a run that goes on is, at each of its steps, what a checkpoint of that step would hold. */
    @ParameterizedTest
    @CsvSource({"deconv,mixed,fp32", "deconv,corrected,fp16", "batchnorm,mixed,fp32", "layernorm,mixed,fp16"})
    void theNetOfARunThatGoesOnIsThatOfTheCheckpointOfItsStep(String normalization, String fidelity, String precision)
            throws Exception {
        RunHandle run = service.start(
                TINY.with(RunOption.EPOCHS, 1000L)
                        .with(RunOption.CHECKPOINT_EVERY, 0L)
                        .withText(RunOption.NORMALIZATION, normalization)
                        .withText(RunOption.FIDELITY, fidelity)
                        .withText(RunOption.PRECISION, precision),
                run());
        assertThatThrownBy(() -> answer(networks.open(NetworkSource.live(run()))))
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("shows no net yet");
        RunFeed feed = run.feed();
        OpenNetwork net;
        try (Subscription watching = feed.watchNet()) {
            Await.until("a copy", () -> feed.latestNet().isPresent());
            long first = feed.latestNet().orElseThrow().step();
            try (OpenNetwork early = answer(networks.open(NetworkSource.live(run())))) {
                assertThat(answer(early.look(early.testPicture(2))).layers()).hasSize(8);
            }
            Await.until("a later one", () -> feed.latestNet().orElseThrow().step() > first);
            run.pause();
            Await.until(
                    "paused",
                    () -> feed.state() == RunState.PAUSED
                            && feed.latestNet().orElseThrow().step()
                                    == feed.progress().step());
            net = answer(networks.open(NetworkSource.live(run())));
        }
        run.stop();
        run.done().get(1, TimeUnit.MINUTES);
        try (net;
                OpenNetwork recorded = open()) {
            assertThat(net.info().step()).isEqualTo(recorded.info().step());
            for (NetworkLayer layer : net.info().layers()) {
                LayerKernels live = net.kernels(layer.number());
                LayerKernels saved = recorded.kernels(layer.number());
                assertThat(live.learned()).containsExactly(saved.learned());
                assertThat(live.folded()).containsExactly(saved.folded());
                assertThat(live.bias()).containsExactly(saved.bias());
            }
            NetworkPicture picture = net.testPicture(4);
            assertClose(
                    "scores",
                    answer(net.look(picture)).logits(),
                    answer(recorded.look(picture)).logits());
            assertThat(answer(net.predictions(TestProgress.NONE)).accuracy())
                    .isEqualTo(answer(recorded.predictions(TestProgress.NONE)).accuracy());
        }
        assertThatThrownBy(() -> answer(networks.open(NetworkSource.live(run()))))
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not go on in this process");
    }

    /** Two runs in turn in one folder, the first of which was moved away: the second is shown with its own test pictures. */
    @Test
    void aRunThatGoesOnHasItsOwnTestPictures() throws Exception {
        for (int pictures : new int[] {70, 20}) {
            RunHandle run = service.start(
                    TINY.with(RunOption.EPOCHS, 1000L).with(RunOption.TEST_LIMIT, (long) pictures), run());
            try (Subscription watching = run.feed().watchNet()) {
                Await.until("a copy", () -> run.feed().latestNet().isPresent());
                try (OpenNetwork net = answer(networks.open(NetworkSource.live(run())))) {
                    assertThat(net.info().testPictures()).isEqualTo(pictures);
                }
            } finally {
                run.stop();
                run.done().get(1, TimeUnit.MINUTES);
            }
            Files.move(run(), temp.resolve("with" + pictures));
        }
    }

    /** Whoever looks is told, and the run is not ended by it. */
    @ParameterizedTest
    @CsvSource({"vgg11,none,100,: the run diverged", "resnet18,batchnorm,0.01,residual blocks"})
    void aRunThatCannotBeLookedAtGoesOn(String model, String normalization, double rate, String words)
            throws Exception {
        RunHandle run = service.start(
                TINY.with(RunOption.EPOCHS, 1000L)
                        .withText(RunOption.MODEL, model)
                        .with(RunOption.LEARNING_RATE, rate)
                        .with(RunOption.CHECKPOINT_EVERY, 0L)
                        .withText(RunOption.NORMALIZATION, normalization),
                run());
        try (Subscription watching = run.feed().watchNet()) {
            Await.until("a net that means nothing", () -> run.feed()
                    .latestNet()
                    .filter(copy -> copy.folded().isEmpty())
                    .isPresent());
            assertThatThrownBy(() -> answer(networks.open(NetworkSource.live(run()))))
                    .hasCauseInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(words);
            assertThat(run.feed().state()).isEqualTo(RunState.RUNNING);
        } finally {
            run.stop();
            run.done().get(1, TimeUnit.MINUTES);
        }
    }

    /** While the compute thread is in a step of training, a question about one picture is answered beside it, and as the engine would. */
    @ParameterizedTest
    @CsvSource({"vgg11,deconv", "vgg11,batchnorm", "vgg11,groupnorm", "plan,deconv"})
    void aQuestionDoesNotWaitForAStepOfTraining(String model, String normalization) throws Exception {
        train(TINY.withText(RunOption.MODEL, model)
                .withText(RunOption.PLAN, PLAN)
                .withText(RunOption.NORMALIZATION, normalization));
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(5);
            NetworkPass idle = answer(net.look(picture));
            int scores = net.info().layers().size() + 1;
            List<BackQuestion> questions = new ArrayList<>();
            for (BackRule rule : BackRule.values()) {
                questions.add(new BackQuestion(picture, 4, idle.layer(4).peak().channel(), rule));
                questions.add(new BackQuestion(picture, scores, idle.predicted(), rule)
                        .with(new Redraw(Set.of(2, 4), Redraw.USUAL_SEED)));
            }
            List<BackProjection> fromEngine = new ArrayList<>();
            for (BackQuestion question : questions) {
                fromEngine.add(answer(net.back(question)));
            }
            CountDownLatch stepEnds = new CountDownLatch(1);
            compute.submit(() -> stepEnds.await(2, TimeUnit.MINUTES));
            try {
                NetworkPass busy = answer(net.look(picture));
                assertClose("scores", busy.logits(), idle.logits());
                for (int layer = 1; layer < scores; layer++) {
                    assertClose(
                            "layer " + layer,
                            busy.layer(layer).values(),
                            idle.layer(layer).values());
                }
                for (int i = 0; i < questions.size(); i++) {
                    List<BackStep> steps = answer(net.back(questions.get(i))).steps();
                    assertThat(steps).hasSameSizeAs(fromEngine.get(i).steps());
                    for (int k = 0; k < steps.size(); k++) {
                        BackStep engine = fromEngine.get(i).steps().get(k);
                        assertThat(steps.get(k).inWords()).isEqualTo(engine.inWords());
                        assertThat(steps.get(k).size()).isEqualTo(engine.size());
                        assertClose(engine.inWords(), steps.get(k).signal(), engine.signal());
                    }
                }
            } finally {
                stepEnds.countDown();
            }
        }
    }
}
