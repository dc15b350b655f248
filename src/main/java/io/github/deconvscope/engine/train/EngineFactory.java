package io.github.deconvscope.engine.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.engine.compute.Mkl;
import io.github.deconvscope.engine.compute.OneDnn;
import io.github.deconvscope.engine.compute.Threads;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Loads data sets from disk and builds nets on the device a run asks for. */
final class EngineFactory implements TrainingLoop.Factory {
    private final DataSets dataSets;

    EngineFactory(DataSets dataSets) {
        this.dataSets = dataSets;
    }

    @Override
    public DataSet data(RunConfig config, Optional<Path> folder, DataProgress progress) throws IOException {
        return dataSets.load(config, folder, progress);
    }

    @Override
    public void readAhead(RunConfig config, Optional<Path> folder) throws IOException {
        // A folder of pictures may take minutes, during which a run says how far it is and can be stopped.
        if (config.dataset() != DatasetName.FOLDER) {
            dataSets.load(config, folder, DataProgress.SILENT);
        }
    }

    @Override
    public Learner learner(RunConfig config, DataSet data) {
        Device device = Devices.current().choose(config.device());
        return new NetLearner(config, data.train().classNames().size(), device);
    }

    @Override
    public Map<String, String> environment(RunConfig config) {
        Devices devices = Devices.current();
        Map<String, String> facts = new LinkedHashMap<>();
        String version = EngineFactory.class.getPackage().getImplementationVersion();
        facts.put("deconvscope", version == null ? "development" : version);
        facts.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("engine", "PyTorch " + Engine.getEngine("PyTorch").getVersion());
        facts.put("device", devices.choose(config.device()).isGpu() ? "GPU" : "CPU");
        facts.put("threads", String.valueOf(Threads.of(config)));
        facts.put("products", Mkl.words());
        facts.put("convolutions", OneDnn.words());
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return facts;
    }
}
