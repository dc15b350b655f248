package io.github.deconvscope.ui.live;

import io.github.deconvscope.run.feed.RunFeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Follows the folders of several runs that are looked at together. For one thread, that of {@code ui}. */
public final class RunFollowers implements AutoCloseable {
    private final Executor ui;
    private final Consumer<List<RunFeed>> opened;
    private final Consumer<String> failed;
    private final List<RunFollower> followers = new ArrayList<>();

    /**
     * @param ui where the consumers are called
     * @param opened gets the feeds as soon as all are open, and again whenever one had to be opened anew
     * @param failed receives why a run cannot be shown
     */
    public RunFollowers(Executor ui, Consumer<List<RunFeed>> opened, Consumer<String> failed) {
        this.ui = ui;
        this.opened = opened;
        this.failed = failed;
    }

    /** Follows these from now on, and no others; the list may be empty. */
    public void follow(List<Path> folders) {
        close();
        RunFeed[] feeds = new RunFeed[folders.size()];
        for (int i = 0; i < feeds.length; i++) {
            int index = i;
            followers.add(RunFollower.follow(
                    folders.get(i),
                    ui,
                    feed -> {
                        feeds[index] = feed;
                        if (Stream.of(feeds).noneMatch(Objects::isNull)) {
                            opened.accept(List.of(feeds));
                        }
                    },
                    failed));
        }
    }

    @Override
    public void close() {
        followers.forEach(RunFollower::close);
        followers.clear();
    }
}
