package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The experiments that ship with the program, the files of {@code docs/experiments}: ready to be run, or changed first. */
public enum ExampleExperiment implements Choice {
    FIRST("first", "A first try on the embedded grey pictures"),
    FORTY_STEPS("forty-steps", "Forty steps: the runs behind lesson 11"),
    ITERATION_COUNT("iteration-count", "The count of iterations as regulariser: the runs behind lesson 16"),
    CHEAPER_WHITENING("cheaper-whitening", "Cheaper whitening, on a part of CIFAR-10"),
    LAPTOP_CIFAR10(
            "laptop-vgg16-cifar10", "The nets of the paper's table, laptop-sized: narrow, on a part of CIFAR-10"),
    PAPER_CIFAR10("paper-vgg16-cifar10", "The paper's VGG-16 on CIFAR-10 in full, for a GPU"),
    PAPER_CIFAR100("paper-vgg16-cifar100", "The paper's VGG-16 on CIFAR-100 in full, for a GPU");

    private final Words words;

    ExampleExperiment(String id, String label) {
        words = new Words(id, label);
    }

    @Override
    public Words words() {
        return words;
    }

    /** The experiment, to be edited. */
    public ExperimentDraft draft() {
        String file = id() + ".json";
        try (InputStream in = ExampleExperiment.class.getResourceAsStream("/assets/experiments/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ExperimentDraft(ExperimentReader.parse(file, text).json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
