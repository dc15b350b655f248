package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.deconvscope.run.experiment.RunOutcome.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    private static final String SEARCHED = """
            {
              "name": "s",
              "groups": [
                {"name": "bn", "set": {"normalization": "batchnorm"}, "published": {"test-accuracy": 90.07}},
                {"name": "nd_1%", "set": {"normalization": "deconv"}}
              ],
              "best": {"lr": [0.01, 0.1, 1]},
              "seeds": "1..4",
              "measure": ["test-accuracy", "loss"],
              "source": "a paper"
            }
            """;

    private static final String PLAIN = SEARCHED.replace("\"best\": {\"lr\": [0.01, 0.1, 1]},", "");

    private static Experiment experiment(String text) {
        return ExperimentReader.parse("s.json", text);
    }

    private static RunOutcome finished(Experiment experiment, RunTask task, double accuracy) {
        Map<Measure, Double> values = new LinkedHashMap<>();
        experiment.measures().forEach(measure -> values.put(measure, values.isEmpty() ? accuracy : 100 - accuracy));
        return new RunOutcome(task, End.FINISHED, "", values, Optional.empty());
    }

    private static RunOutcome ended(Experiment experiment, RunTask task, End end, String reason) {
        Map<Measure, Double> values = new LinkedHashMap<>();
        experiment.measures().forEach(measure -> values.put(measure, Double.NaN));
        return new RunOutcome(task, end, reason, values, Optional.empty());
    }

    private static Answer answer(Experiment experiment, ToDoubleFunction<RunTask> accuracy) {
        return Answer.of(
                experiment,
                experiment.tasks().stream()
                        .map(task -> finished(experiment, task, accuracy.applyAsDouble(task)))
                        .toList());
    }

    /** Batch norm is best at 0.1, deconvolution at 1; the seed moves both alike, so that pairs differ by exactly 5. */
    private static double accuracy(RunTask task) {
        boolean deconv = task.group().startsWith("nd");
        double best = deconv ? 1 : 0.1;
        double rate = task.config().learningRate();
        return 50 + 3 * task.seed() + (deconv ? 5 : 0) - 10 * Math.abs(Math.log10(rate / best));
    }

    @Test
    void eachSideIsGivenItsOwnBest() {
        Answer answer = answer(experiment(SEARCHED), AnswerTest::accuracy);
        assertThat(answer.sides().get(0).value()).contains("0.1");
        assertThat(answer.sides().get(1).value()).contains("1");
        Measure first = answer.experiment().measures().get(0);
        assertThat(answer.sides().get(0).means().get(first).mean()).isCloseTo(57.5, within(1e-9));
        assertThat(answer.sides().get(0).searched()).containsOnlyKeys("0.01", "0.1", "1");
        assertThat(answer.warnings())
                .singleElement()
                .asString()
                .contains("best lr of \"nd_1%\", 1, is the largest that was tried");
    }

    /** Seeds move both sides alike: each mean is unsure by itself, the difference is not. */
    @Test
    void differencesAreTakenSeedBySeed() {
        Answer answer = answer(experiment(SEARCHED), task -> accuracy(task) + (task.seed() == 2 ? 0.1 : 0));
        Answer.Difference difference = answer.differences().get(0);
        assertThat(difference.mean().count()).isEqualTo(4);
        assertThat(difference.mean().mean()).isCloseTo(5, within(1e-9));
        assertThat(difference.shown()).isTrue();
        assertThat(new AnswerTables(answer).sentences().get(0))
                .isEqualTo("nd_1% minus bn, test accuracy, %: 5, 95 % 5 to 5, n = 4. They differ.");
    }

    @Test
    void thatTheyDifferIsNotSaidWhereTheIntervalHoldsZero() {
        Random random = new Random(2);
        Experiment experiment = experiment(PLAIN);
        Answer answer = answer(experiment, task -> 50 + random.nextGaussian() * 4);
        assertThat(answer.differences().get(0).shown()).isFalse();
        AnswerTables tables = new AnswerTables(answer);
        assertThat(String.join("\n", tables.sentences()))
                .contains("The interval holds 0: no difference is shown.")
                .doesNotContain("They differ");
        assertThat(tables.json()
                        .getAsJsonArray("differences")
                        .get(0)
                        .getAsJsonObject()
                        .get("differs")
                        .getAsBoolean())
                .isFalse();
    }

    @Test
    void runsThatDivergedAreRowsAndInNoMean() {
        Experiment experiment = experiment(PLAIN);
        List<RunOutcome> runs = experiment.tasks().stream()
                .map(task -> task.group().equals("bn") && task.seed() == 3
                        ? ended(experiment, task, End.DIVERGED, "The loss of step 7 is not a number.")
                        : finished(
                                experiment,
                                task,
                                50 + task.seed() + (task.group().equals("bn") ? 0 : 1)))
                .toList();
        Answer answer = Answer.of(experiment, runs);
        assertThat(answer.sides()
                        .get(0)
                        .means()
                        .get(experiment.measures().get(0))
                        .count())
                .isEqualTo(3);
        assertThat(answer.differences().get(0).mean().count()).isEqualTo(3);
        assertThat(answer.warnings()).anyMatch(warning -> warning.startsWith("1 of 4 runs of \"bn\" diverged"));
        AnswerTables tables = new AnswerTables(answer);
        assertThat(tables.markdown())
                .contains("7 of 8 runs are finished, 1 diverged.", "- bn_seed-3, diverged: The loss of step 7");
        assertThat(tables.runsCsv()).contains("bn_seed-3,bn,,3,diverged,,,The loss of step 7 is not a number.");
    }

    @Test
    void whatIsNotFairIsSaid() {
        assertThat(warnings(PLAIN))
                .anyMatch(said -> said.startsWith("One learning rate, 0.1, is used for \"nd_1%\" and"));
        assertThat(warnings(SEARCHED.replace("\"batchnorm\"", "\"batchnorm\", \"lr\": 0.3")))
                .anyMatch(
                        said -> said.equals("The lr of \"nd_1%\" is the best of 3, that of \"bn\" was set to 0.3: give"
                                + " each side its own best."));
        assertThat(warnings(PLAIN.replace("\"batchnorm\"", "\"batchnorm\", \"epochs\": 9")))
                .anyMatch(said -> said.contains("do not learn for the same time: epochs is 2 and 9"));
        assertThat(warnings(PLAIN.replace("\"batchnorm\"", "\"batchnorm\", \"augment\": false")))
                .anyMatch(said -> said.contains("are not tested on the same: augment is true and false"));
        assertThat(warnings(PLAIN.replace("{\"name\": \"bn\",", "{\"name\": \"bn\", \"seeds\": [1, 9],")))
                .anyMatch(said -> said.contains("seeds of \"nd_1%\" and \"bn\" differ"))
                .anyMatch(said -> said.startsWith("There is one pair of runs"));
        assertThat(warnings(SEARCHED)).noneMatch(said -> said.contains("One learning rate"));
    }

    @Test
    void tooFewSeedsForAClaimAreSaidWithTheNumberThatWouldDo() {
        String claims = PLAIN.replace(
                "\"seeds\": \"1..4\",",
                "\"seeds\": \"1..4\", \"compare\": [{\"group\": \"nd_1%\", \"with\": \"bn\", \"claim\": CLAIM}],");
        Random random = new Random(5);
        ToDoubleFunction<RunTask> noisy = task -> 50 + random.nextGaussian();
        Answer small = answer(experiment(claims.replace("CLAIM", "0.5")), noisy);
        assertThat(small.warnings())
                .anyMatch(said -> said.startsWith("4 seeds cannot show the claimed difference of 0.5")
                        && said.contains(
                                "About " + small.differences().get(0).mean().countToDetect(0.5) + " seeds"));
        Answer large = answer(experiment(claims.replace("CLAIM", "-50")), noisy);
        assertThat(large.warnings()).noneMatch(said -> said.contains("cannot show"));
    }

    /** Whatever decides the images or the length of a run is fair only if it is the same on both sides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataset | synthetic",
                "data | elsewhere",
                "cifar100-labels | coarse",
                "skip-broken | true",
                "split-seed | 2",
                "train-limit | 100",
                "test-limit | 100",
                "image-size | 48",
                "channels | 1",
                "augment | false",
                "epochs | 9",
                "max-steps | 9",
                "patience | 3",
                "batch | 8"
            })
    void otherDataOrLengthIsSaid(String option, String value) {
        String both = PLAIN.replace("\"groups\"", "\"base\": {\"dataset\": \"DATA\"}, \"groups\"")
                .replace("DATA", option.equals("cifar100-labels") ? "cifar100" : "folder");
        String one = (option.equals("dataset") ? PLAIN : both)
                .replace("\"batchnorm\"", "\"batchnorm\", \"" + option + "\": \"" + value + "\"");
        assertThat(warnings(one)).anyMatch(said -> said.contains(option + " is ") && said.contains(" and " + value));
        assertThat(warnings(both)).noneMatch(said -> said.contains(option + " is "));
        assertThat(Answer.planned(experiment(one)).warnings())
                .as("before the first run")
                .anyMatch(said -> said.contains(option + " is "));
    }

    private static List<String> warnings(String text) {
        return answer(experiment(text), AnswerTest::accuracy).warnings();
    }

    @Test
    void tablesHoldTheSameNumbersInEveryForm() {
        Answer answer = answer(experiment(SEARCHED), AnswerTest::accuracy);
        AnswerTables tables = new AnswerTables(answer);
        assertThat(tables.csv())
                .startsWith("kind,group,minus,best,measure,unit,n,mean,standard_deviation,t_low")
                .contains(
                        "mean,bn,,0.1,test-accuracy,%,4,57.5,",
                        ",90.07\n", "difference,nd_1%,bn,,test-accuracy,%,4,5,");
        assertThat(tables.latex())
                .contains("nd\\_1\\% & 1 & test accuracy, \\%", "\\toprule", "$-$5")
                .doesNotContain("\u2212");
        JsonObject row = tables.json().getAsJsonArray("groups").get(0).getAsJsonObject();
        assertThat(row.get("mean").getAsDouble()).isEqualTo(57.5);
        assertThat(row.get("published").getAsDouble()).isEqualTo(90.07);
        assertThat(tables.markdown()).contains("Published: a paper", "| 90.07 ", "chosen by the very runs");
    }
}
