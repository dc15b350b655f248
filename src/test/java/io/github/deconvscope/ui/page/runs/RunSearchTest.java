package io.github.deconvscope.ui.page.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.library.RunLabels;
import io.github.deconvscope.run.scalar.Sparkline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunSearchTest {
    /** Batch norm, seed 3, fp32, every other option as usual: a rate of 0.1, VGG-11. */
    private static final RunEntry A = entry("a", 0.5, "--normalization", "batchnorm", "--seed", "3");

    private static final RunEntry B = entry(
            "b",
            Double.NaN,
            "--model",
            "vgg16",
            "--lr",
            "0.02",
            "--block",
            "16",
            "--optimizer",
            "adam",
            "--polynomial",
            "quintic",
            "--tensorboard",
            "true",
            "--dataset",
            "cifar10",
            "--data",
            "/pictures of Ann/cifar");

    private static final RunEntry C = new RunEntry(
            Path.of("c"),
            RunLabels.NONE,
            Condition.FOREIGN,
            "",
            RunState.INTERRUPTED,
            Optional.empty(),
            0,
            0,
            0,
            0,
            Double.NaN,
            Double.NaN,
            0,
            Sparkline.NONE);

    private static RunEntry entry(String name, double accuracy, String... options) {
        RunConfig config = RunConfig.defaults();
        for (int i = 0; i < options.length; i += 2) {
            config = config.withText(RunOption.byId(options[i].substring(2)), options[i + 1]);
        }
        return new RunEntry(
                Path.of(name),
                new RunLabels("Run " + name, List.of("tag-" + name, "paper figure")),
                Condition.WHOLE,
                "",
                RunState.FINISHED,
                Optional.of(config),
                0,
                3,
                3,
                1,
                1.25,
                accuracy,
                1.5,
                Sparkline.NONE);
    }

    private static String found(String query) {
        return List.of(A, B, C).stream()
                .filter(RunSearch.of(query))
                .map(run -> run.path().toString())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a b c",
                "VGG-11 | a",
                "vgg11 | a",
                "vgg | a b",
                "vgg-16 adam | b",
                "vgg16 batchnorm | ''",
                "lr=0.1 | a",
                "lr=.1 | a",
                "lr=1e-1 | a",
                "LR=0.10 | a",
                "lr= | a b",
                "--lr 0.02 | b",
                "--lr=0.02 --block 16 | b",
                "learning-rate=0.02 | b",
                "\"learning rate=0.02\" | b",
                "deconv | b",
                "norm=deconv | b",
                "norm=batch | a",
                "normalization=deconvolution | b",
                "model=VGG-16 | b",
                "seed=3 | a",
                "seed=3 norm=deconv | ''",
                "seed=33 | ''",
                "tags=figure | a b",
                "tag-b | b",
                "\"paper figure\" | a b",
                "tensorboard | b",
                "tensorboard=true | b",
                "0.02 | b",
                "16 | b",
                "cifar | b",
                "data=ann | b",
                "finished | a b",
                "test-accuracy=0.5 | a",
                "test-acc=50% | a",
                "loss=1.25 | a b",
                "quintic | b",
                "newton | ''",
                "no=such | ''",
                "= | ''",
                "not a run | c",
            })
    void runsAreFoundByWordsAsTypedAndAsShown(String query, String expected) {
        assertThat(found(query)).isEqualTo(expected);
    }

    /** Whatever is set: the run is found by the flag of the command, and a run that has another value is not. */
    @ParameterizedTest
    @EnumSource(RunOption.class)
    void everyOptionIsFoundAsTyped(RunOption option) {
        for (RunEntry run : List.of(A, B)) {
            RunColumn column = RunColumn.byId(option.id());
            String typed = column.shown(column.value(run));
            if (!typed.isEmpty()) {
                assertThat(found(option.flag() + " \"" + typed + "\""))
                        .contains(run.path().toString());
                assertThat(found(option.id() + "=\"" + typed + "\""))
                        .contains(run.path().toString());
            }
        }
    }

    @Test
    void anOptionWithoutEffectIsNotFound() {
        assertThat(found("polynomial=newton-schulz")).as("batch norm has none").isEmpty();
        assertThat(found("polynomial=")).isEqualTo("b");
    }
}
