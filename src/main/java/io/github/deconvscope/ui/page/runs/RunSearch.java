package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.run.library.RunEntry;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** Finds runs by words: every word has to occur somewhere in what the table shows of a run, in any order and case. */
final class RunSearch {
    private RunSearch() {}

    static Predicate<RunEntry> of(String query) {
        String[] words = query.toLowerCase(Locale.ROOT).strip().split("\\s+");
        return entry -> {
            String text = text(entry);
            for (String word : words) {
                if (!text.contains(word)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static String text(RunEntry entry) {
        StringJoiner text = new StringJoiner(" ");
        text.add(entry.displayName()).add(entry.path().getFileName().toString());
        entry.labels().tags().forEach(text::add);
        text.add(entry.condition().label()).add(entry.state().label());
        entry.config().ifPresent(config -> text.add(config.model().id())
                .add(config.normalization().id())
                .add(config.normalization().label())
                .add(config.dataset().id())
                .add(config.precision().id())
                .add(config.head().id()));
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
