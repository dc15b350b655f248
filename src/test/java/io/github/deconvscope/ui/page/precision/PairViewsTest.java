package io.github.deconvscope.ui.page.precision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.ui.page.precision.PairViews.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairViewsTest {
    @TempDir
    Path root;

    @Test
    void theCommandLineDrawsEachViewFromItsState() throws IOException {
        List<Path> folders = new ArrayList<>();
        List<RecordedRun> runs = new ArrayList<>();
        for (String name : List.of("a", "b", "another-seed")) {
            folders.add(SampleRun.write(root.resolve(name), name.equals("b") ? "batchnorm" : "deconv"));
            runs.add(RecordedRun.open(root.resolve(name)));
        }
        PairViews views = new PairViews();
        views.show(runs.stream().map(RecordedRun::feed).toList());
        views.setLooking(true);
        views.update();
        for (RecordedRun run : runs) {
            run.poll();
        }
        views.update();
        List<View> drawn = new ArrayList<>();
        for (View view : View.values()) {
            Figure shown = views.figures().of(view).get();
            if (shown != null) {
                FigureState state = views.state(view, folders);
                assertThat(state.figure()).isEqualTo(view.id());
                Figure again = FigureCatalog.standard()
                        .find(state.figure())
                        .make(
                                state.parameters(),
                                Optional.of(RecordedRun.open(Path.of(state.run().orElseThrow()))
                                        .feed()));
                assertThat(again.title()).as(view.id()).isEqualTo(shown.title());
                assertThat(again.caption()).as(view.id()).isEqualTo(shown.caption());
                assertThat(again.altText()).as(view.id()).isEqualTo(shown.altText());
                drawn.add(view);
            }
        }
        assertThat(drawn)
                .contains(
                        View.LOSSES,
                        View.DIFFERENCE,
                        View.LOSS_SCALE,
                        View.UNDERFLOW,
                        View.COVARIANCE_A,
                        View.COVARIANCE_B,
                        View.RESIDUALS);
    }

    @Test
    void everyViewIsInTheCatalogue() {
        for (View view : View.values()) {
            assertThat(FigureCatalog.standard().find(view.id()).page()).isEqualTo("precision");
        }
    }
}
