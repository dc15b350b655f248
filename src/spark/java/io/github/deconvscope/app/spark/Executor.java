package io.github.deconvscope.app.spark;

import io.github.deconvscope.app.Services;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PartFolder;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.InProcessWorker;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.experiment.Worker;
import io.github.deconvscope.run.experiment.Worker.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;

/**
 * The side of an executor: a process of Spark, here or on another machine, that carries out one errand at a time.
 *
 * <p>Where it sees the folder of the experiment, it works in it, and a task that is repeated goes on from what the first attempt left there.
 * Elsewhere it works in a folder of its own below the machine's temporary folder, which a repeated task finds again on that machine.
 */
final class Executor implements Function<Errand, Errand.Outcome> {
    private static final long serialVersionUID = 1;

    /** Another attempt at the same run may live on for a moment after Spark has given it up. */
    private static final long WAIT_MILLIS = 500;

    /** One a process: PyTorch is loaded once. */
    private static @Nullable Services services;

    @Override
    public Errand.Outcome call(Errand errand) throws Exception {
        useGpuOfTask();
        ExperimentFolder there = new ExperimentFolder(Path.of(errand.folder()));
        if (errand.parcel() != null) {
            return carryOutHere(errand);
        }
        return SharedDisk.isSeen(there, errand.mark())
                ? new Errand.Outcome(carryOut(there, task(there, errand.run())), null, null)
                : new Errand.Outcome(null, null, null);
    }

    /** Of several GPUs of a machine Spark gives each task one. */
    private static void useGpuOfTask() {
        Map<String, ResourceInformation> resources = TaskContext.get().resourcesJMap();
        ResourceInformation gpu = resources.get("gpu");
        if (gpu != null && gpu.addresses().length > 0) {
            System.setProperty(Devices.GPU_NUMBER, gpu.addresses()[0]);
        }
    }

    private Errand.Outcome carryOutHere(Errand errand) throws IOException, InterruptedException {
        ExperimentFolder here =
                new ExperimentFolder(Path.of(System.getProperty("java.io.tmpdir"), "deconvscope-" + errand.mark()));
        Files.createDirectories(here.runs());
        AtomicFile.write(here.file(), errand.experiment());
        RunTask task = task(here, errand.run());
        Path run = here.run(task);
        if (!Files.exists(run)) {
            RunParcel.unpack(errand.parcel(), run);
        }
        End end = carryOut(here, task);
        Errand.Outcome outcome =
                new Errand.Outcome(end, RunParcel.pack(run), here.refused(task).orElse(null));
        if (end == End.DONE) {
            PartFolder.delete(run);
        }
        return outcome;
    }

    private static RunTask task(ExperimentFolder folder, String name) {
        return folder.read().tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The experiment in " + folder.path() + " has no run "
                        + name + ": it was changed while it was carried out. Start the command again."));
    }

    /** On a thread of its own, so that an interruption of the task ends the run with a checkpoint instead of in the middle. */
    private static End carryOut(ExperimentFolder folder, RunTask task) throws InterruptedException {
        Worker worker = new InProcessWorker(runs(), folder);
        AtomicBoolean givenUp = new AtomicBoolean();
        FutureTask<End> carrying = new FutureTask<>(() -> {
            End end = worker.carryOut(task);
            while (end == End.BUSY && !givenUp.get()) {
                Thread.sleep(WAIT_MILLIS);
                end = worker.carryOut(task);
            }
            return end;
        });
        Thread thread = new Thread(carrying, "run-" + task.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return carrying.get();
        } catch (InterruptedException e) {
            givenUp.set(true);
            worker.stop();
            thread.join();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static synchronized RunService runs() {
        if (services == null) {
            services = new Services();
        }
        return services.get(RunService.class);
    }
}
