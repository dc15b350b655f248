package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.FrameworkCheck;
import io.github.deconvscope.math.ConvolutionMatrix;
import io.github.deconvscope.ui.live.NewestWins;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What is computed of an operation while the page already shows its numbers: the comparison with the framework, and the rank of the matrix. */
final class ConvolutionChecks {
    private final Framework framework;
    private final NewestWins comparing;
    private final NewestWins ranking;
    private final Executor here;
    private final ReadOnlyObjectWrapper<CheckStatus> check =
            new ReadOnlyObjectWrapper<>(this, "check", CheckStatus.WAITING);
    private final ReadOnlyStringWrapper rank = new ReadOnlyStringWrapper(this, "rank", "");

    /**
     * @param background computes; only the newest question is answered
     * @param here runs what sets the properties
     */
    ConvolutionChecks(Framework framework, Executor background, Executor here) {
        this.framework = framework;
        comparing = new NewestWins(background);
        ranking = new NewestWins(background);
        this.here = here;
    }

    ReadOnlyObjectProperty<CheckStatus> checkProperty() {
        return check.getReadOnlyProperty();
    }

    ReadOnlyStringProperty rankProperty() {
        return rank.getReadOnlyProperty();
    }

    void compare(ConvolutionResult shown) {
        check.set(check.get().kind() == CheckStatus.Kind.WAITING ? check.get() : CheckStatus.CHECKING);
        comparing.askElsewhere(
                () -> FrameworkCheck.ask(framework, shown),
                here,
                answer -> check.set(CheckStatus.of(answer)),
                failure -> check.set(CheckStatus.failed(failure)));
    }

    void countRank(ConvolutionMatrix matrix) {
        rank.set("counting its rank");
        ranking.ask(
                overtaken -> matrix.sparse().rank(),
                here,
                count -> rank.set("rank " + count),
                failure -> rank.set("its rank could not be counted"));
    }
}
