package io.github.deconvscope.app;

import io.github.deconvscope.app.MachineExaminer.Place;
import io.github.deconvscope.base.HomeFolder;
import io.github.deconvscope.cli.WindowLauncher;
import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.engine.bench.EngineBench;
import io.github.deconvscope.engine.bench.EngineMemoryBench;
import io.github.deconvscope.engine.bench.EnginePrecisionBench;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.doctor.EngineExaminer;
import io.github.deconvscope.engine.lab.ConvolutionFramework;
import io.github.deconvscope.engine.lab.TrainedNetworks;
import io.github.deconvscope.engine.train.NetExport;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.image.PictureFiles;
import io.github.deconvscope.figure.run.FrameDrawing;
import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.run.DataLibrary;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.bench.BenchService;
import io.github.deconvscope.run.bench.BuildBench;
import io.github.deconvscope.run.bench.MemoryBench;
import io.github.deconvscope.run.bench.NetworkBench;
import io.github.deconvscope.run.bench.PrecisionBench;
import io.github.deconvscope.run.bench.StartBench;
import io.github.deconvscope.run.doctor.Examiner;
import io.github.deconvscope.run.experiment.OwnProgram;
import io.github.deconvscope.run.export.NetExporter;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.ui.LessonServices;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.control.SystemDialogs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Builds each service once, when it is first asked for, and closes those that were built in reverse order. {@link #bindServices} is the one
 * list of what there is.
 */
public final class Services implements AutoCloseable {
    private final Map<Class<?>, Supplier<?>> recipes = new HashMap<>();
    private final Map<Class<?>, Object> built = new HashMap<>();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /** Services that have built nothing yet: starting the program costs nothing that the person did not ask for. */
    public Services() {
        bindServices();
    }

    private void bindServices() {
        bind(
                WindowLauncher.class,
                () -> new Window(
                        this::windowServices, () -> get(ComputeThread.class).load()));
        bind(FigureCatalog.class, () -> FigureCatalog.standard(get(NetworkLab.class)));
        bind(LessonWorld.class, () -> new PaintedWorld(get(FigureCatalog.class)));
        bind(ComputeThread.class, ComputeThread::new);
        bind(
                RunService.class,
                () -> new TrainingService(get(ComputeThread.class), get(DataSets.class), new FrameDrawing()));
        bind(Framework.class, () -> new ConvolutionFramework(get(ComputeThread.class)));
        bind(DataSets.class, () -> new DataSets(new PictureFiles()));
        bind(NetExporter.class, () -> new NetExport(get(ComputeThread.class), get(DataSets.class)));
        bind(
                NetworkLab.class,
                () -> new TrainedNetworks(get(ComputeThread.class), get(DataSets.class), get(RunService.class)));
        bind(DataLibrary.class, () -> get(DataSets.class));
        bind(Examiner.class, this::examiner);
        bind(BenchService.class, () -> new EngineBench(get(ComputeThread.class)));
        bind(MemoryBench.class, () -> new EngineMemoryBench(get(ComputeThread.class)));
        bind(PrecisionBench.class, () -> new EnginePrecisionBench(get(ComputeThread.class)));
        bind(NetworkBench.class, () -> new NetworkMeter(get(RunService.class), get(NetworkLab.class)));
        bind(StartBench.class, ChildStart::new);
        bind(BuildBench.class, ChildBench::new);
        bind(OwnProgram.class, () -> OwnProcess::start);
    }

    private WindowServices windowServices(WindowRequest request) {
        LessonServices lessons = new LessonServices(
                new LessonLibrary(request.lessons(), get(LessonWorld.class)),
                ProgressStore.usualFile(),
                get(FigureCatalog.class),
                request.classroom());
        return new WindowServices(
                get(RunService.class),
                RunLibrary.USUAL,
                get(Framework.class),
                Optional.of(lessons),
                get(NetExporter.class),
                get(NetworkLab.class),
                new SystemDialogs());
    }

    private Examiner examiner() {
        Examiner machine = new MachineExaminer(List.of(
                new Place(
                        "runs",
                        RunLibrary.USUAL,
                        "Start the program in a folder that you may write to, or name one with --out."),
                new Place(
                        "data",
                        DataSets.downloadRoot(),
                        "Name another with --home, or in " + HomeFolder.VARIABLE + "."),
                new Place(
                        "PyTorch",
                        EngineExaminer.cacheFolder(),
                        "Name another in the environment variable DJL_CACHE_DIR.")));
        Examiner engine = new EngineExaminer(get(ComputeThread.class), get(DataSets.class));
        return () -> Stream.of(machine, engine)
                .flatMap(part -> part.examine().stream())
                .toList();
    }

    private <T> void bind(Class<T> type, Supplier<? extends T> recipe) {
        recipes.put(type, recipe);
    }

    /**
     * The one service of this type.
     *
     * @throws IllegalArgumentException if there is none of this type
     */
    public synchronized <T> T get(Class<T> type) {
        Object service = built.get(type);
        if (service == null) {
            Supplier<?> recipe = recipes.get(type);
            if (recipe == null) {
                throw new IllegalArgumentException("No service of type " + type.getName() + " is bound in Services");
            }
            service = recipe.get();
            built.put(type, service);
            if (service instanceof AutoCloseable closeable) {
                toClose.push(closeable);
            }
        }
        return type.cast(service);
    }

    /** Makes the commands of the command line with these services. */
    public CommandFactory commands() {
        return new CommandFactory(this);
    }

    @Override
    public synchronized void close() {
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                System.err.println("While closing: " + e.getMessage());
            }
        }
    }
}
