package io.github.deconvscope.ui.shell;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.ui.lesson.LessonSpace;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.convolution.ConvolutionPage;
import io.github.deconvscope.ui.page.experiments.ExperimentsPage;
import io.github.deconvscope.ui.page.learn.LearnPage;
import io.github.deconvscope.ui.page.network.NetworkPage;
import io.github.deconvscope.ui.page.precision.PrecisionPage;
import io.github.deconvscope.ui.page.runs.RunsPage;
import io.github.deconvscope.ui.page.training.TrainingPage;
import io.github.deconvscope.ui.page.whitening.WhiteningPage;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one list of pages. Navigation, keys, links, lessons and the README come from it. The id names the package {@code ui.page.<id>},
 * {@code fxml/<id>.fxml} and {@code assets/css/<id>.css}. A page's class is loaded when the page is first shown.
 */
public enum PageCatalog {
    CONVOLUTION(
            "Convolution",
            "A convolution is a matrix C, and the \"deconvolution\" is its transpose: window, kernel, output and matrix, linked.",
            "mdal-grid_on",
            context -> new ConvolutionPage(context)),
    WHITENING(
            "Whitening",
            "What network deconvolution does to data: patches, covariance, whitening matrix and Newton-Schulz, on real pixels.",
            "mdmz-tonality",
            context -> new WhiteningPage(context)),
    TRAINING(
            "Training",
            "Train a net whose layers whiten their input, and watch loss, covariance and whitening matrix as it learns.",
            "mdmz-model_training",
            context -> new TrainingPage(context)),
    NETWORK(
            "Network",
            "What a trained net makes of a picture: its layers from within, a channel back in pixels, its mistakes.",
            "mdal-account_tree",
            context -> new NetworkPage(context)),
    PRECISION(
            "Precision",
            "Train the same net twice, in fp32 and in fp16, and see what differs, what is lost and why parts stay in fp32.",
            "mdal-exposure",
            context -> new PrecisionPage(context)),
    EXPERIMENTS(
            "Experiments",
            "Many runs, one answer: what varies, over which seeds, and whether the means differ by more than chance.",
            "mdmz-science",
            context -> new ExperimentsPage(context)),
    RUNS(
            "Runs",
            "Every run on this machine, live or recorded: find it, compare it with others, go on with it, take it elsewhere.",
            "mdal-library_books",
            context -> new RunsPage(context)),
    LEARN(
            "Learn",
            "Short lessons, from a sliding window to a whitened network: predict, then see, on the real pages.",
            "mdmz-school",
            context -> new LearnPage(context));

    private final String title;
    private final String sentence;
    private final String icon;
    private final Function<LessonSpace, Page> factory;

    PageCatalog(String title, String sentence, String icon, Function<LessonSpace, Page> factory) {
        this.title = title;
        this.sentence = sentence;
        this.icon = icon;
        this.factory = factory;
    }

    /** The lower-case name. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** What the page shows, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** An Ikonli literal. */
    public String icon() {
        return icon;
    }

    /** The digit that, with Ctrl (Cmd on a Mac), opens the page: 1 for the first. */
    public int digit() {
        return ordinal() + 1;
    }

    Page create(LessonSpace context) {
        return factory.apply(context);
    }

    /** Finds a page by its id, or throws an {@link InvalidInputException} that lists the ids there are. */
    public static PageCatalog byId(String id) {
        return Arrays.stream(values())
                .filter(page -> page.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("There is no page \"" + id + "\". There are: "
                        + Arrays.stream(values()).map(PageCatalog::id).collect(Collectors.joining(", ")) + "."));
    }
}
