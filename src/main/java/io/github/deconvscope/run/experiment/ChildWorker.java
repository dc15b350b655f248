package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.Choice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries runs out in processes of their own: this program, with {@link #SERVE}, which reads the name of a run a line and answers with its
 * end. If a process dies, another one continues its run. A process whose input ends, because this program is gone, writes a checkpoint and
 * ends. For any number of threads, with a process each.
 */
public final class ChildWorker implements Worker {
    /** The option that has this program read the names of runs. */
    public static final String SERVE = "--serve";

    private final OwnProgram program;
    private final ExperimentFolder folder;
    private final Deque<Child> idle = new ArrayDeque<>();
    private final Collection<Child> alive = new ConcurrentLinkedQueue<>();
    private int started;
    private volatile boolean stopped;

    private record Child(Process process, Writer names, BufferedReader ends) {
        /** Null if the process is gone. */
        @Nullable
        String ask(RunTask task) {
            try {
                names.write(task.name() + "\n");
                names.flush();
                return ends.readLine();
            } catch (IOException e) {
                return null;
            }
        }

        void end() {
            try (names) {
                names.flush();
            } catch (IOException e) {
                // It is gone already.
                return;
            }
        }
    }

    /** @param folder that was claimed for the experiment */
    public ChildWorker(OwnProgram program, ExperimentFolder folder) {
        this.program = program;
        this.folder = folder;
    }

    @Override
    public End carryOut(RunTask task) {
        if (stopped) {
            return End.CUT;
        }
        Child child = take();
        if (stopped) {
            child.end();
        }
        String end = child.ask(task);
        if (end == null) {
            alive.remove(child);
            child.process().destroyForcibly();
            return End.CUT;
        }
        synchronized (this) {
            idle.push(child);
        }
        return Choice.ofWord(End.class, "The end of a run", end);
    }

    private synchronized Child take() {
        if (!idle.isEmpty()) {
            return idle.pop();
        }
        List<String> arguments = List.of(
                "experiment", folder.file().toString(), "--out", folder.path().toString(), SERVE, "--quiet");
        try {
            started++;
            Process process = program.start(arguments, folder.log(started));
            Child child = new Child(
                    process, process.outputWriter(StandardCharsets.UTF_8), process.inputReader(StandardCharsets.UTF_8));
            alive.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("A second process cannot be started", e);
        }
    }

    @Override
    public void stop() {
        stopped = true;
        alive.forEach(Child::end);
    }

    /** Ends the processes, which carry nothing out any more, and waits for them. */
    @Override
    public void close() throws InterruptedException {
        stop();
        for (Child child : alive) {
            child.process().waitFor();
        }
    }
}
