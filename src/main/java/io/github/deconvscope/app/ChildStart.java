package io.github.deconvscope.app;

import io.github.deconvscope.run.bench.StartBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts the program with the Java, the options and the class path of this process, and reads what {@link StartReport} says. */
final class ChildStart implements StartBench {
    private static final long PATIENCE_SECONDS = 180;

    @Override
    public Start measure() {
        boolean inMemory = Display.own().isMissing();
        OwnProcess.Ended ended = OwnProcess.run(
                command(inMemory), child -> CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .execute(child::destroyForcibly));
        return read(ended.said(), inMemory);
    }

    private static List<String> command(boolean inMemory) {
        List<String> options = new ArrayList<>();
        if (inMemory) {
            options.addAll(List.of(
                    "-Dglass.platform=Monocle",
                    "-Dmonocle.platform=Headless",
                    "-Dprism.order=sw",
                    "-Dheadless.geometry=1280x800-32"));
        }
        options.add("-D" + StartReport.PROPERTY + "=" + StartReport.READY);
        options.add("-D" + StartReport.STARTED + "=" + System.currentTimeMillis());
        return OwnProcess.command(options, List.of());
    }

    static Start read(String said, boolean inMemory) {
        Map<String, Long> times = said.lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 2 && words[1].matches("\\d+"))
                .collect(Collectors.toMap(
                        words -> words[0], words -> Long.parseLong(words[1]), (first, second) -> first));
        Long usable = times.get(StartReport.USABLE);
        Long ready = times.get(StartReport.READY);
        if (usable == null) {
            throw new IllegalStateException("The window did not open; start ./deconvscope by itself to see why.");
        }
        return new Start(usable, ready == null ? OptionalLong.empty() : OptionalLong.of(ready), inMemory);
    }
}
