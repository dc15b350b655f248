package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.run.config.IdleOption;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.ui.live.NewestWins;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Tells what the data set of the form is found to be before it is trained on, and why the form's settings of data and net do not go together.
 * Pictures are read in the background, and not again by the run that follows; another choice ends the reading.
 */
final class DataLook implements AutoCloseable {
    /** What decides which pictures a run learns from, and whether they fit its net. */
    private static final List<RunOption> DECIDING = List.of(
            RunOption.DATASET,
            RunOption.DATA,
            RunOption.IMAGE_SIZE,
            RunOption.CHANNELS,
            RunOption.CIFAR100_LABELS,
            RunOption.SKIP_BROKEN,
            RunOption.SPLIT_SEED,
            RunOption.TRAIN_LIMIT,
            RunOption.TEST_LIMIT,
            RunOption.MODEL,
            RunOption.PLAN);

    /** Somebody types a path letter by letter. */
    private static final long REST_MILLIS = 400;

    private final RunService runs;
    private final NewestWins looking = new NewestWins("training-data");
    private List<String> asked = List.of();
    private String misfit = "";
    private volatile String words = "";

    DataLook(RunService runs) {
        this.runs = runs;
    }

    /** What was found, how far the reading is, or why the set is refused, a sentence a line; empty for sets that need no look and fit the net. */
    String words() {
        return misfit + words;
    }

    /** Why settings do not go together; empty if they do. */
    private static String misfit(RunConfig config) {
        try {
            IdleOption.refuseIdleData(config);
            NetPlan.of(config);
            return "";
        } catch (InvalidInputException e) {
            return FormWords.of(e.getMessage()) + "\n";
        }
    }

    /** Looks at the data set of a configuration, unless that was the last one. */
    void at(RunConfig config) {
        List<String> now = DECIDING.stream().map(config::text).toList();
        if (now.equals(asked)) {
            return;
        }
        asked = now;
        looking.cancel();
        misfit = misfit(config);
        words = "";
        if (config.dataset() == DatasetName.FOLDER && config.data().isEmpty()) {
            words = "Choose the folder that holds a folder of pictures for each class.";
        } else if (config.dataset().fromFolder()) {
            words = "Looking at the data.";
            looking.submitAfter(REST_MILLIS, overtaken -> look(config, overtaken));
        }
    }

    /** Gives up what is looked at. */
    @Override
    public void close() {
        looking.close();
    }

    private void look(RunConfig config, BooleanSupplier overtaken) {
        String found;
        try {
            Optional<DataFacts> facts = runs.look(config, activity -> {
                if (overtaken.getAsBoolean()) {
                    throw new CancellationException("another data set was chosen");
                }
                words = activity;
            });
            found = facts.map(seen -> String.join("\n", seen.inWords())).orElse("");
        } catch (CancellationException e) {
            return;
        } catch (Exception e) {
            found = PlainWords.of(e);
        }
        if (!overtaken.getAsBoolean()) {
            words = FormWords.of(found);
        }
    }
}
