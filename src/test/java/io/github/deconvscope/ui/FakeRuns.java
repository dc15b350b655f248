package io.github.deconvscope.ui;

import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.EngineStatus;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Runs that compute nothing: a test feeds them by hand and sees which commands came. */
public final class FakeRuns implements RunService {
    public final List<Run> started = new ArrayList<>();
    /** What a look at the data of a configuration finds. */
    public Function<RunConfig, Optional<DataFacts>> data = config -> Optional.empty();

    public EngineStatus engine = new EngineStatus(EngineStatus.State.LOADING, "", "", "loading");

    @Override
    public Optional<DataFacts> look(RunConfig config, DataProgress progress) {
        return data.apply(config);
    }

    /** One such run. */
    public static final class Run implements RunHandle {
        public final LiveFeed feed;
        public final List<String> commands = new ArrayList<>();
        private final Path folder;
        private final CompletableFuture<RunState> done = new CompletableFuture<>();

        Run(RunConfig config, Path folder) {
            this.folder = folder;
            feed = new LiveFeed(config, new FrameArchive(folder.resolve("frames")));
        }

        @Override
        public Path folder() {
            return folder;
        }

        @Override
        public RunFeed feed() {
            return feed;
        }

        @Override
        public void pause() {
            commands.add("pause");
            feed.setState(RunState.PAUSED);
        }

        @Override
        public void proceed() {
            commands.add("proceed");
            feed.setState(RunState.RUNNING);
        }

        @Override
        public void step() {
            commands.add("step");
        }

        @Override
        public void stop() {
            commands.add("stop");
            feed.setState(RunState.STOPPED);
            done.complete(RunState.STOPPED);
        }

        @Override
        public void change(RunOption option, Object value, long afterStep) {
            commands.add("change " + option + " " + value + (afterStep > 0 ? " after step " + afterStep : ""));
        }

        @Override
        public CompletableFuture<RunState> done() {
            return done;
        }
    }

    @Override
    public RunHandle start(RunConfig config, Path folder) {
        Run run = new Run(config, folder);
        started.add(run);
        return run;
    }

    @Override
    public RunHandle resume(Path folder) {
        Run run = new Run(new RunFolder(folder).readConfig(), folder);
        run.commands.add("resume");
        started.add(run);
        return run;
    }

    @Override
    public RunHandle prolong(Path folder, int epochs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunHandle> active() {
        return started.stream()
                .filter(run -> !run.feed.state().ended())
                .map(run -> (RunHandle) run)
                .toList();
    }

    @Override
    public EngineStatus engine() {
        return engine;
    }

    @Override
    public void close() {}
}
