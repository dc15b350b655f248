package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.cost.CostForecast;
import io.github.deconvscope.run.cost.RunSize;
import io.github.deconvscope.run.experiment.ExperimentCost.Earlier;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCostTest {
    /** Two groups, three seeds, two rates; 300 images in batches of 64 are 5 steps, twice. */
    private static final List<RunTask> TASKS =
            ExperimentReader.parse("c.json", """
            {
              "name": "cost",
              "base": {"width": 0.125, "batch": 64, "train-limit": 300},
              "groups": [
                {"name": "bn", "set": {"normalization": "batchnorm"}},
                {"name": "nd", "set": {"normalization": "deconv", "block": 16}}
              ],
              "best": {"lr": [0.1, 0.2]},
              "seeds": "1..3",
              "end": {"epochs": 2}
            }
            """).tasks();

    private static final long STEPS = 10;
    private static final ProductTimes TIMES =
            new ProductTimes(new TreeMap<>(Map.of(100, new ProductTimes.Span(0.5, 1))));
    private static final StepCost COST = new StepCost(5, Map.of(StepPart.AUTOGRAD, 60.0, StepPart.NEWTON_SCHULZ, 40.0));

    private static RunConfig config(String group) {
        return TASKS.stream()
                .filter(task -> task.group().equals(group))
                .findFirst()
                .orElseThrow()
                .config();
    }

    private static Earlier earlier(RunConfig config, StepCost cost) {
        return new Earlier(config, Optional.of(cost), Optional.empty(), Optional.empty(), "2");
    }

    @Test
    void withoutEarlierRunsOnlyMemoryIsTold() {
        ExperimentCost cost = ExperimentCost.of(TASKS, List.of());
        assertThat(cost.timed()).isFalse();
        RunSize size = RunSize.of(config("nd"), 10);
        assertThat(cost.bytes()).isEqualTo(size.outputBytes() + 12 * size.parameters());
        assertThat(cost.inWords()).startsWith("No estimate of the time").contains("at least");
    }

    /** Six runs of ten steps a group, each between its measured time by 1.6 and times 1.6. */
    @Test
    void equalStepsAreCounted() {
        ExperimentCost cost = ExperimentCost.of(
                TASKS,
                List.of(
                        earlier(
                                config("bn").with(RunOption.SEED, 9L),
                                new StepCost(5, Map.of(StepPart.AUTOGRAD, 50.0))),
                        earlier(config("nd").with(RunOption.EPOCHS, 9L), COST)));
        assertThat(cost.unknown()).isEmpty();
        assertThat(cost.low()).isCloseTo(6 * STEPS * (0.05 + 0.1) / 1.6, within(1e-9));
        assertThat(cost.high()).isCloseTo(6 * STEPS * (0.05 + 0.1) * 1.6, within(1e-9));
        assertThat(cost.inWords()).startsWith("Estimate: ").contains("12 runs", "with 2 threads", "tests come on top");
    }

    @Test
    void otherBlocksTakeTheForecastAndOtherNetsTheirProducts() {
        StepCost timed = COST.with(TIMES);
        RunConfig wider = config("nd").with(RunOption.BLOCK, 64L);
        ExperimentCost cost = ExperimentCost.of(TASKS, List.of(earlier(wider, timed)));
        CostForecast.Range range = CostForecast.millis(wider, timed, config("nd"));
        double products = RunSize.of(config("bn"), 10).multiplyAdds() / 1e6 * 0.5;
        assertThat(cost.low()).isCloseTo(6 * STEPS * (range.low() + products) / 1e3, within(1e-9));
        assertThat(cost.high()).isInfinite();
        assertThat(cost.unknown()).containsExactly("bn");
        assertThat(cost.inWords()).contains("more than", "no earlier run has steps like \"bn\"");
        assertThat(ExperimentCost.of(TASKS, List.of(earlier(wider, COST))).timed())
                .as("without times of products no other block can be told")
                .isFalse();
    }

    @Test
    void whatAnEarlierRunRecordedOfDataAndMemoryIsTaken(@TempDir Path temp) throws IOException {
        RunFolder folder = new RunFolder(temp.resolve("run"));
        MemoryUse.Part part = new MemoryUse.Part(200_000_000, 100_000_000);
        try (RunRecorder recorder = RunRecorder.create(folder, config("nd"))) {
            recorder.setEnvironment(Map.of("threads", "4"));
            recorder.setCost(COST);
            recorder.setMemory(new MemoryUse(part, part, part, part, part));
            recorder.setData(new DataFacts(
                    "some",
                    "",
                    List.of(),
                    InputShape.PUBLISHED,
                    List.of("a", "b"),
                    new int[] {60, 68},
                    new int[] {1, 1},
                    List.of(),
                    "x"));
        }
        Earlier run = Earlier.read(folder.path()).orElseThrow();
        List<RunTask> deconv =
                TASKS.stream().filter(task -> task.group().equals("nd")).toList();
        ExperimentCost cost = ExperimentCost.of(deconv, List.of(run));
        assertThat(cost.high()).as("128 images are two steps").isCloseTo(6 * 4 * 0.1 * 1.6, within(1e-9));
        assertThat(cost.inWords()).contains("about 1000 MB", "with 4 threads");
        assertThat(ExperimentCost.of(List.of(), List.of(run)).inWords()).isEmpty();
        Files.writeString(folder.cost(), "{}");
        assertThat(Earlier.read(folder.path())).as("a damaged record").isEmpty();
    }

    @Test
    void theStepsOfAnEmbeddedSetAreKnownBeforeTheFirstRun() throws IOException {
        for (DatasetName embedded : List.of(DatasetName.FASHION_MINI, DatasetName.EMOJI)) {
            List<RunTask> tasks = ExperimentReader.parse("e.json", """
                    {"name": "e", "base": {"dataset": "%s", "batch": 64}, "vary": {"block": [16]}, "seeds": [1],
                     "end": {"epochs": 1}}
                    """.formatted(embedded.id()))
                    .tasks();
            int images = new DataSets().load(embedded, Optional.empty()).train().size();
            ExperimentCost cost =
                    ExperimentCost.of(tasks, List.of(earlier(tasks.get(0).config(), COST)));
            assertThat(cost.unknown()).as(embedded.id()).isEmpty();
            assertThat(cost.high()).isCloseTo(Math.ceil(images / 64.0) * 0.1 * 1.6, within(1e-9));
        }
    }

    @Test
    void everyExampleOfTheDocumentationIsOffered() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs", "experiments"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(ExampleExperiment.values())
                            .map(example -> example.id() + ".json")
                            .toList());
        }
        for (ExampleExperiment example : ExampleExperiment.values()) {
            assertThat(example.draft())
                    .isEqualTo(ExperimentDraft.read(Path.of("docs", "experiments", example.id() + ".json")));
        }
    }
}
