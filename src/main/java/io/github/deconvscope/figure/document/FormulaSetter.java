package io.github.deconvscope.figure.document;

import io.github.deconvscope.base.InvalidInputException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.scilab.forge.jlatexmath.ParseException;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.scilab.forge.jlatexmath.TeXIcon;

/**
 * Typesets formulas one at a time, since JLaTeXMath is not thread-safe. A formula that takes too long is refused; its thread cannot be
 * stopped and is abandoned, so that the next formula does not wait for it.
 */
final class FormulaSetter<T> {
    /** Formulas of a lesson take milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A formula waits for at most this many others, for each as long as it may take. */
    private static final int PLACES_IN_LINE = 30;

    private final BiFunction<String, Float, T> typesetter;
    private final Duration patience;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    /**
     * @param typesetter sets a formula in a font size in points; may throw, and may never return
     * @param patience how long one formula may take
     */
    FormulaSetter(BiFunction<String, Float, T> typesetter, Duration patience) {
        this.typesetter = typesetter;
        this.patience = patience;
    }

    /** The typesetter of this program, with JLaTeXMath. */
    static FormulaSetter<TeXIcon> standard() {
        return Standard.SETTER;
    }

    private static final class Standard {
        private static final FormulaSetter<TeXIcon> SETTER = new FormulaSetter<>(FormulaSetter::icon, PATIENCE);

        static {
            // Loads fonts and symbols, so that this does not count as time of the first formula.
            icon("x", 1);
        }
    }

    /**
     * Sets a formula.
     *
     * @throws InvalidInputException that names the formula, if it cannot be read or takes too long
     */
    T set(String latex, float size) {
        FutureTask<T> task = new FutureTask<>(() -> typesetter.apply(latex, size));
        Thread worker = new Thread(task, "formula");
        worker.setDaemon(true);
        try {
            if (!oneAtATime.tryLock(PLACES_IN_LINE * patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw refused(latex, "others before it take too long", "Try again");
            }
            try {
                worker.start();
                return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                oneAtATime.unlock();
            }
        } catch (TimeoutException e) {
            task.cancel(true);
            throw refused(latex, "it is not done after " + patience.toMillis() / 1000.0 + " s", "Make it simpler");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(latex, "it was interrupted", "Try again");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidInputException known) {
                throw known;
            }
            throw refused(latex, String.valueOf(e.getCause().getMessage()), "Check its braces and commands");
        }
    }

    private static InvalidInputException refused(String latex, String why, String remedy) {
        return new InvalidInputException("The formula \"" + latex + "\" cannot be set: " + why + ". " + remedy + ".");
    }

    private static TeXIcon icon(String latex, float size) {
        TeXIcon icon = new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, size);
        if (icon.getIconWidth() < 1) {
            throw new ParseException("it is empty");
        }
        return icon;
    }
}
