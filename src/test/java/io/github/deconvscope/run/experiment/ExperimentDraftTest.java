package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentDraftTest {
    @TempDir
    Path temp;

    static Stream<Path> examples() throws IOException {
        return Files.list(Path.of("docs", "experiments"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aFileIsTheSameAfterItWasReadAndWritten(Path example) throws IOException {
        ExperimentDraft draft = ExperimentDraft.read(example);
        assertThat(draft.withConfig(draft.config())).isSameAs(draft);
        Path written = temp.resolve("written.json");
        draft.write(written);
        assertThat(Experiment.read(written)).isEqualTo(Experiment.read(example));
        assertThat(draft.experiment()).isEqualTo(Experiment.read(example));
    }

    @Test
    void whatIsTickedIsWhatTheCommandRuns() throws IOException {
        ExperimentDraft draft = ExperimentDraft.START
                .withName("norms")
                .withList(RunOption.NORMALIZATION, false, List.of("deconv", "batchnorm", "none"))
                .withList(RunOption.BLOCK, false, ExperimentDraft.split(RunOption.BLOCK, "8, 16"))
                .withList(RunOption.LEARNING_RATE, true, ExperimentDraft.split(RunOption.LEARNING_RATE, "0.1,0.02"))
                .withSeeds("1..5")
                .withMeasures("test-accuracy@1, loss")
                .withConfig(ExperimentDraft.START.config().with(RunOption.BATCH, 32L));
        Path file = temp.resolve("norms.json");
        draft.write(file);
        Experiment experiment = Experiment.read(file);
        assertThat(experiment.groups().stream().map(Group::name))
                .containsExactly("deconv, block 8", "deconv, block 16", "batchnorm", "none");
        assertThat(experiment.tasks())
                .hasSize(4 * 2 * 5)
                .allMatch(task -> task.config().batch() == 32);
        assertThat(experiment.measures().stream().map(Measure::id)).containsExactly("test-accuracy@1", "loss");
    }

    /** Whatever is set in a form stays as it was set when the file is read again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyOptionSurvives(long seed) {
        Random random = new Random(seed);
        RunConfig config = RunConfig.defaults();
        List<RunOption> options = new ArrayList<>(Arrays.asList(RunOption.values()));
        options.remove(RunOption.SEED);
        Collections.shuffle(options, random);
        for (RunOption option : options.subList(4, 20)) {
            config = config.with(option, other(option, random));
        }
        ExperimentDraft draft = ExperimentDraft.START;
        for (RunOption option : List.copyOf(draft.elsewhere())) {
            draft = draft.withoutList(option);
        }
        draft = draft.withConfig(config);
        assertThat(new ExperimentDraft(JsonParser.parseString(draft.text()).getAsJsonObject()).config())
                .isEqualTo(config);
        RunOption varied = options.get(0);
        List<String> values = List.of(
                varied.type().format(varied.defaultValue()), varied.type().format(other(varied, random)));
        ExperimentDraft listed = draft.withList(varied, random.nextBoolean(), values);
        assertThat(listed.elsewhere()).isEqualTo(Set.of(varied));
        assertThat(listed.withoutList(varied).config().differences(config)).isSubsetOf(Set.of(varied));
        assertThat(ExperimentDraft.split(varied, String.join(ExperimentDraft.separator(varied), values)))
                .isEqualTo(values.stream().filter(value -> !value.isEmpty()).toList());
    }

    private static Object other(RunOption option, Random random) {
        OptionType type = option.type();
        if (type instanceof OptionType.WholeNumber whole) {
            return Math.min(whole.max(), whole.min() + 1 + random.nextInt(100));
        } else if (type instanceof OptionType.RealNumber real) {
            return (real.min() + real.max()) / (2 + random.nextInt(5));
        } else if (type instanceof OptionType.Flag) {
            return random.nextBoolean();
        } else if (type instanceof OptionType.OneOf<?> oneOf) {
            Enum<?>[] all = oneOf.choices().getEnumConstants();
            return all[random.nextInt(all.length)];
        } else if (type instanceof OptionType.PlanText) {
            return "8 M 16";
        }
        return type instanceof OptionType.Epochs ? "3,5" : "some/folder, with a comma";
    }

    @Test
    void anotherSearchedOptionTakesTheOldOnesPlaceAndLosesNoValues() {
        ExperimentDraft draft = ExperimentDraft.START.withList(RunOption.WEIGHT_DECAY, true, List.of("0", "0.01"));
        assertThat(draft.searched()).containsOnlyKeys(RunOption.WEIGHT_DECAY);
        assertThat(draft.varied()).containsEntry(RunOption.LEARNING_RATE, List.of("0.02", "0.05", "0.2"));
    }

    @Test
    void whatIsWrongIsSaidWithoutLinesOfAFileThatNobodySees() {
        ExperimentDraft typo = ExperimentDraft.START.withList(RunOption.LEARNING_RATE, true, List.of("fast", "0.1"));
        assertThatThrownBy(typo::experiment)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("lr is \"fast\", which is not a number.");
        assertThat(typo.searched()).containsEntry(RunOption.LEARNING_RATE, List.of("fast", "0.1"));
        assertThatThrownBy(() -> ExperimentDraft.START.withSeeds("a few").experiment())
                .hasMessage("seeds are \"a few\"; give a list, [1, 2, 3], or \"1..5\".");
        assertThatThrownBy(() -> ExperimentDraft.START.withName(" ").experiment())
                .hasMessageContaining("\"name\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'vary': 3}",
                "{'vary': {'block': 8}}",
                "{'best': {'speed': [1, 2]}}",
                "{'base': {'batch': {}}}",
                "{'name': {}}",
                "{'seeds': [[]]}",
                "{'measure': [{}]}"
            })
    void aSavedTextThatIsNoExperimentIsRefused(String text) {
        JsonObject json = JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
        assertThatThrownBy(() -> new ExperimentDraft(json)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void warningsOfTheFileAloneAreThereBeforeTheFirstRun() {
        ExperimentDraft draft =
                ExperimentDraft.START.withoutList(RunOption.LEARNING_RATE).withSeeds("7");
        Answer planned = Answer.planned(draft.experiment());
        assertThat(planned.warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("One learning rate, 0.1, is used for"))
                .anyMatch(warning -> warning.startsWith("There will be one pair of runs of"));
        assertThat(Answer.planned(ExperimentDraft.START.experiment()).warnings())
                .isEmpty();
    }
}
