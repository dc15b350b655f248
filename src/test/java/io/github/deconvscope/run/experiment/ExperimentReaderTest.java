package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentReaderTest {
    private static final String FULL = """
            {
              "name": "full",
              "base": {"width": 0.125},
              "groups": [
                {"name": "BN", "set": {"normalization": "batchnorm"}},
                {"name": "ND", "set": {"normalization": "deconv"}, "published": {"test-accuracy": 74.18}}
              ],
              "vary": {"block": [8, 16]},
              "best": {"lr": [0.2, 0.1]},
              "seeds": "1..3",
              "measure": ["test-accuracy", "test-loss@1"],
              "end": {"epochs": 2, "max-steps": 5},
              "compare": [{"group": "ND, block 8", "with": "BN", "claim": 2}],
              "source": "a paper"
            }
            """;

    @Test
    void listsMakeAGridAndOptionsWithoutEffectMakeNoGroups() {
        Experiment full = ExperimentReader.parse("full.json", FULL);
        assertThat(full.groups()).extracting(Group::name).containsExactly("BN", "ND, block 8", "ND, block 16");
        assertThat(full.groups().get(1).config().block()).isEqualTo(8);
        assertThat(full.groups().get(0).config().normalization()).isEqualTo(Normalization.BATCHNORM);
        assertThat(full.groups().get(0).config().block()).isEqualTo(64);
        assertThat(full.groups()).allSatisfy(group -> {
            assertThat(group.config().epochs()).isEqualTo(2);
            assertThat(group.config().maxSteps()).isEqualTo(5);
            assertThat(group.config().width()).isEqualTo(0.125);
        });
        assertThat(full.tasks()).hasSize(3 * 3 * 2);
        assertThat(full.tasks().get(0).name()).isEqualTo("BN_lr-0.1_seed-1");
        assertThat(full.tasks().get(3).name()).isEqualTo("ND-block-8_lr-0.2_seed-1");
        assertThat(full.tasks().get(3).config().learningRate()).isEqualTo(0.2);
        assertThat(full.tasks()).extracting(RunTask::name).doesNotHaveDuplicates();
        assertThat(full.comparisons()).hasSize(1);
        assertThat(full.groups().get(1).published()).containsEntry(Measure.parse("test-accuracy"), 74.18);
    }

    @Test
    void aGridNeedsNoGroupsAndIsComparedWithItsFirstPoint() {
        Experiment grid = ExperimentReader.parse(
                "g.json",
                "{\"name\": \"g\", \"vary\": {\"normalization\": [\"deconv\", \"none\"]}, \"seeds\": [4, 2]}");
        assertThat(grid.groups()).extracting(Group::name).containsExactly("deconv", "none");
        assertThat(grid.measures()).containsExactly(Measure.parse("test-accuracy"));
        assertThat(grid.comparisons())
                .containsExactly(new Experiment.Comparison(
                        grid.groups().get(1), grid.groups().get(0), 0));
        assertThat(grid.tasks()).extracting(task -> task.config().seed()).containsExactly(4, 4, 2, 2);
        assertThat(grid.threads()).isEqualTo(1);
    }

    /** A group that sets the searched option is not searched. */
    @Test
    void aGroupMayHaveAValueOfItsOwn() {
        Experiment mixed = ExperimentReader.parse(
                "m.json",
                FULL.replace("\"normalization\": \"batchnorm\"", "\"normalization\": \"batchnorm\", \"lr\": 0.01"));
        assertThat(mixed.groups().get(0).searched()).isFalse();
        assertThat(mixed.tasks()).hasSize(3 + 2 * 3 * 2);
        assertThat(mixed.tasks().get(0).config().get(RunOption.LEARNING_RATE)).isEqualTo(0.01);
    }

    @Test
    void aByteOrderMarkIsNoPartOfIt(@TempDir Path temp) throws Exception {
        Path file = temp.resolve("marked.json");
        Files.writeString(file, "\uFEFF" + FULL);
        assertThat(Experiment.read(file).name()).isEqualTo("full");
    }

    /** What is written in the place of what, and what the refusal has to say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"seeds\": \"1..3\" | \"sedes\": \"1..3\" | line 10 | \"sedes\" | seeds",
                "\"seeds\": \"1..3\" | \"seeds\": \"3..1\" | line 10 | 3..1 | a range goes up",
                "\"seeds\": \"1..3\" | \"seeds\": \"1..2000000000\" | line 10 | 1..2000000000 | 10000",
                "\"seeds\": \"1..3\" | \"seeds\": [1, 1] | line 10 | seed 1 | twice",
                "\"seeds\": \"1..3\" | \"seeds\": [1.5] | line 10 | 1.5 | whole number",
                "\"seeds\": \"1..3\" | \"seeds\": [] | line 10 | empty | take the member away",
                "\"width\": 0.125 | \"widht\": 0.125 | line 3 | \"widht\" | width",
                "\"width\": 0.125 | \"width\": \"wide\" | line 3 | wide | above 0",
                "\"width\": 0.125 | \"width\": 0.125, \"width\": 1 | line 3 | base.width | twice",
                "\"width\": 0.125 | \"block\": 8 | line 3 | block | set in one place and varies",
                "\"width\": 0.125 | \"seed\": 8 | line 3 | seed | belongs into \"seeds\"",
                "\"width\": 0.125 | \"epochs\": 8 | line 3 | epochs | Take one away",
                "\"block\": [8, 16] | \"block\": [8, 8] | line 8 | twice | Take one away",
                "\"block\": [8, 16] | \"block\": 8 | line 8 | 8 | it has to be a list",
                "\"lr\": [0.2, 0.1] | \"lr\": [0.2] | line 9 | one value | two or more",
                "\"test-loss@1\" | \"test-los\" | line 11 | test-los | test-loss",
                "\"test-loss@1\" | \"loss@1\" | line 11 | loss | leave the epoch out",
                "\"test-loss@1\" | \"test-loss@0\" | line 11 | test-loss@0 | from 1",
                "\"max-steps\": 5 | \"lr\": 5 | line 12 | lr | \"base\"",
                "\"with\": \"BN\" | \"with\": \"BM\" | line 13 | BM | BN",
                "\"claim\": 2 | \"claim\": \"2\" | line 13 | claim | a number",
                "\"name\": \"full\" | \"name\": \"\" | line 2 | name | quotation marks",
                "\"name\": \"full\", | x | line 2 | not JSON | line",
                "\"source\": \"a paper\" | \"note\": \"a paper\" | line 6 | source | whose they are",
                "\"test-accuracy\": 74.18 | \"loss\": 74.18 | line 6 | loss | \"measure\"",
                "\"source\": \"a paper\" | \"threads\": 0 | line 6 | source | whose",
            })
    void aMistakeIsNamedWithItsLine(String from, String to, String line, String value, String remedy) {
        assertThat(FULL).contains(from);
        assertThatThrownBy(() -> ExperimentReader.parse("full.json", FULL.replace(from, to)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("full.json, " + line)
                .hasMessageContaining(value)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource({"A b, A-B, Rename one", "a, !!, letters or digits"})
    void namesThatCannotBeFoldersAreRefused(String one, String other, String remedy) {
        String text = "{\"name\": \"g\", \"seeds\": 1,\n\"groups\": [{\"name\": \"" + one + "\"},\n{\"name\": \""
                + other + "\", \"set\": {\"batch\": 8}}]}";
        assertThatThrownBy(() -> ExperimentReader.parse("g.json", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("g.json, line 2")
                .hasMessageContaining(other)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | object",
                "{} | name",
                "`` | JSON",
                "{\"name\": \"a\"} | seeds",
                "{\"name\": \"a\", \"seeds\": 1} | differs"
            })
    void whatIsNoExperimentIsRefused(String text, String said) {
        assertThatThrownBy(() -> ExperimentReader.parse("x.json", text == null ? "" : text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("x.json")
                .hasMessageContaining(said);
    }

    @Test
    void partsOfAnExperimentAreEqualAndHaveNothingInCommon() {
        List<Integer> all = List.of(1, 2, 3, 4, 5, 6, 7);
        assertThat(Shard.parse("1/3").of(all)).containsExactly(1, 4, 7);
        assertThat(Shard.parse("3/3").of(all)).containsExactly(3, 6);
        for (String wrong : List.of("0/3", "4/3", "3", "a/b", "1/0", "-1/3")) {
            assertThatThrownBy(() -> Shard.parse(wrong))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(wrong)
                    .hasMessageContaining("3/8");
        }
    }
}
