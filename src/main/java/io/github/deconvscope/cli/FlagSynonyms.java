package io.github.deconvscope.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Flag names of other training programs with the flags of this one, for messages about unknown flags. */
final class FlagSynonyms {
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("--learning-rate", "--lr"),
            Map.entry("--rate", "--lr"),
            Map.entry("--batch-size", "--batch"),
            Map.entry("--bs", "--batch"),
            Map.entry("--block-size", "--block"),
            Map.entry("--epoch", "--epochs"),
            Map.entry("--steps", "--max-steps"),
            Map.entry("--arch", "--model"),
            Map.entry("--net", "--model"),
            Map.entry("--network", "--model"),
            Map.entry("--norm", "--normalization"),
            Map.entry("--normalisation", "--normalization"),
            Map.entry("--batch-norm", "--normalization batchnorm"),
            Map.entry("--batchnorm", "--normalization batchnorm"),
            Map.entry("--group-norm", "--normalization groupnorm"),
            Map.entry("--groupnorm", "--normalization groupnorm"),
            Map.entry("--layer-norm", "--normalization layernorm"),
            Map.entry("--layernorm", "--normalization layernorm"),
            Map.entry("--iternorm", "--normalization iternorm"),
            Map.entry("--deconv", "--normalization deconv"),
            Map.entry("--wd", "--weight-decay"),
            Map.entry("--clip", "--clip-norm"),
            Map.entry("--optim", "--optimizer"),
            Map.entry("--scheduler", "--schedule"),
            Map.entry("--lr-schedule", "--schedule"),
            Map.entry("--fp16", "--precision fp16"),
            Map.entry("--amp", "--precision fp16"),
            Map.entry("--gpu", "--device"),
            Map.entry("--data-dir", "--data"),
            Map.entry("--data-set", "--dataset"),
            Map.entry("--output", "--out"),
            Map.entry("--output-dir", "--out"),
            Map.entry("-o", "--out"));

    private FlagSynonyms() {}

    /** What {@code command} calls the flag {@code word}; empty if it has no such flag. */
    static Optional<String> of(String word, CommandLine command) {
        String flag = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        return Optional.ofNullable(OURS.get(flag))
                .filter(ours -> command.getCommandSpec().findOption(ours.split(" ")[0]) != null);
    }
}
