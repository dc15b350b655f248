package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Whose engine never starts. */
    private final RunService broken = (RunService) Proxy.newProxyInstance(
            RunService.class.getClassLoader(), new Class<?>[] {RunService.class}, (proxy, method, arguments) -> {
                throw new InvalidInputException("no engine");
            });

    private int experiment(String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("e.json"), """
                {"name": "e", "base": {"dataset": "synthetic", "train-limit": 128, "batch": 64}, "vary": {"lr": [0.1, 0.2]}, "seeds": [1, 2, 3],
                 "end": {"epochs": 5}}
                """);
        String[] all = new String[more.length + 3];
        all[0] = file.toString();
        all[1] = "--out";
        all[2] = folder.resolve("out").toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return OneCommand.run(new ExperimentCommand(broken, null), out, err, all);
    }

    @Test
    void anEngineThatIsNoneLeavesNoFolder() throws Exception {
        assertThat(experiment("--engine", "dask")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("--engine is dask", "spark");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whatTheRunsWillTakeIsSaidBeforeTheFirst() throws Exception {
        assertThat(experiment()).as(err.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("No estimate of the time");
        RunConfig like = RunConfig.defaults()
                .with(RunOption.DATASET, DatasetName.SYNTHETIC)
                .with(RunOption.TRAIN_LIMIT, 128L)
                .with(RunOption.BATCH, 64L);
        try (RunRecorder earlier = RunRecorder.create(
                new RunFolder(new ExperimentFolder(folder.resolve("out")).runs().resolve("earlier")), like)) {
            earlier.setCost(new StepCost(5, Map.of(StepPart.AUTOGRAD, 100.0)));
        }
        experiment();
        // Six runs of ten steps of 100 ms.
        assertThat(err.toString()).contains("Estimate: 4 s to 10 s for 6 runs one after another");
        int before = err.toString().length();
        experiment("--quiet");
        assertThat(err.toString().substring(before)).doesNotContain("stimate");
    }
}
