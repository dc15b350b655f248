package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.state.NetworkState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A page that opens random nets, and the queue of what comes for its thread. */
abstract class ModelOfRandomNets {
    @TempDir
    Path folder;

    final BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
    final Lab lab = new Lab();
    final FakeRuns trained = new FakeRuns();
    NetworkModel model;

    /** Opens another random net each time. */
    static final class Lab implements NetworkLab {
        final List<RandomNetwork> opened = new ArrayList<>();
        final List<NetworkSource> asked = new ArrayList<>();
        List<Long> steps = List.of(20L, 40L);
        Optional<String> refusal = Optional.empty();

        @Override
        public List<Long> checkpoints(Path run) {
            return steps;
        }

        @Override
        public CompletionStage<OpenNetwork> open(NetworkSource source) {
            asked.add(source);
            if (refusal.isPresent()) {
                return CompletableFuture.failedFuture(new InvalidInputException(refusal.get()));
            }
            RandomNetwork net = new RandomNetwork(opened.size());
            opened.add(net);
            return CompletableFuture.completedFuture(net);
        }
    }

    NetworkModel start(String... runs) throws IOException {
        for (String run : runs) {
            RunRecorder.create(new RunFolder(folder.resolve(run)), RunConfig.defaults())
                    .close();
        }
        model = new NetworkModel(lab, trained, folder, screen::add);
        model.wake();
        until(() -> model.listedProperty().get());
        return model;
    }

    @AfterEach
    void close() {
        model.close();
    }

    /** Does what comes for the screen until something holds. */
    void until(BooleanSupplier holds) {
        Await.until("what comes for the screen", () -> {
            settle();
            return holds.getAsBoolean();
        });
    }

    /** Does all that has come for the screen. */
    void settle() {
        for (Runnable next = screen.poll(); next != null; next = screen.poll()) {
            next.run();
        }
    }

    void change(UnaryOperator<NetworkState> how) {
        model.change(how);
        settle();
    }

    void startLooking() throws IOException {
        start("run");
        until(() -> model.a().passProperty().get() != null);
    }
}
