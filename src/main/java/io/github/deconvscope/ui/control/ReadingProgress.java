package io.github.deconvscope.ui.control;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Says in words how much of an image file is read, and ends the reading when something else is wanted. For the thread that reads. */
public final class ReadingProgress implements DoubleConsumer {
    private final Path file;
    private final BooleanSupplier wanted;
    private final Consumer<String> tell;
    private String told = "";

    /**
     * @param wanted asked again and again: whether the image is still waited for
     * @param tell takes the words when they change; empty when all is read
     */
    public ReadingProgress(Path file, BooleanSupplier wanted, Consumer<String> tell) {
        this.file = file;
        this.wanted = wanted;
        this.tell = tell;
    }

    /** @throws CancellationException if the image is wanted no more */
    @Override
    public void accept(double part) {
        if (!wanted.getAsBoolean()) {
            throw new CancellationException();
        }
        String words = part >= 1 ? "" : "Reading " + file.getFileName() + ": " + (int) (100 * part) + " %";
        if (!words.equals(told)) {
            told = words;
            tell.accept(words);
        }
    }
}
