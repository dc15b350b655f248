package io.github.deconvscope.ui.page.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.ui.FakeRuns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the form tells of data and net before a run: in lines, and in the form's own words. */
class DataLookTest {
    private static final RunConfig FOLDER =
            RunConfig.defaults().withText(RunOption.DATASET, "folder").with(RunOption.DATA, "photos");

    private final FakeRuns runs = new FakeRuns();

    private static DataFacts facts() {
        return new DataFacts(
                "Folder of pictures",
                "/home/me/photos",
                List.of("Set aside by the seed 1 (--split-seed)."),
                new InputShape(3, 32),
                List.of("0", "1"),
                new int[] {8, 7},
                new int[] {2, 3},
                List.of("0/a.png is broken."),
                "");
    }

    @Test
    void whatWasFoundIsASentenceALineWithTheLabelsOfTheForm() {
        runs.data = config -> Optional.of(facts());
        try (DataLook look = new DataLook(runs)) {
            look.at(FOLDER);
            Await.until("a look", () -> look.words().contains("2 classes"));
            assertThat(look.words().lines())
                    .containsExactly(
                            "Folder of pictures in photos: 2 classes, 15 pictures to learn from and 5 to test on.",
                            "Set aside by the seed 1 (\"Split seed\").",
                            "The net gets 3 x 32 x 32.",
                            "Pictures of each class, to learn from and to test on: 0 (8 + 2), 1 (7 + 3).",
                            "Left out: 0/a.png is broken.");
        }
    }

    @Test
    void aRefusalNamesWhatTheFormHas() {
        runs.data = config -> {
            throw new InvalidInputException(
                    "Leave them out with --skip-broken, or give a folder with --data DIR--now.");
        };
        try (DataLook look = new DataLook(runs)) {
            look.at(FOLDER);
            Await.until("a refusal", () -> look.words().startsWith("Leave"));
            assertThat(look.words())
                    .isEqualTo("Leave them out with \"Leave broken pictures out\","
                            + " or give a folder with \"Data files\" DIR--now.");
        }
    }

    /** At once, for an embedded set too: not only when Train is pressed. */
    @Test
    void settingsThatDoNotGoTogetherAreToldOfWithTheRemedy() {
        RunConfig small = RunConfig.defaults().with(RunOption.IMAGE_SIZE, 16L);
        try (DataLook look = new DataLook(runs)) {
            look.at(RunConfig.defaults());
            assertThat(look.words()).isEmpty();
            look.at(small);
            assertThat(look.words()).contains("Max pooling 5", "give \"Picture size\" 32 or more");
            look.at(small.withText(RunOption.MODEL, "plan").with(RunOption.PLAN, "16 M 16"));
            assertThat(look.words()).isEmpty();
            look.at(RunConfig.defaults().with(RunOption.DATA, "photos"));
            assertThat(look.words()).startsWith("\"Data files\" is photos, but the data set fashion-mini is not read");
        }
    }
}
