package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.lesson.Handout;
import io.github.deconvscope.lesson.Lesson;
import io.github.deconvscope.lesson.LessonLibrary;
import io.github.deconvscope.lesson.LessonProgress;
import io.github.deconvscope.lesson.ProgressStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the Learn page shows: the lessons that match a search, each with its progress. Knows no scene. */
public final class LearnModel {
    /** Where a lesson stands. */
    public enum Stage {
        DONE("done"),
        BEGUN("begun"),
        OPEN("not begun"),
        BROKEN("cannot be used");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * One lesson on the path.
     *
     * @param number from 1, over all lessons
     * @param entry the lesson, or what is wrong with it
     * @param stage where it stands
     * @param progress in words
     * @param before titles of the lessons that come before it and are not done
     */
    public record Card(int number, LessonLibrary.Entry entry, Stage stage, String progress, List<String> before) {}

    private final ProgressStore store;
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final ReadOnlyObjectWrapper<List<Card>> cards = new ReadOnlyObjectWrapper<>(this, "cards", List.of());
    private List<LessonLibrary.Entry> entries = List.of();

    /** @param store how far the person is */
    public LearnModel(ProgressStore store) {
        this.store = store;
        search.subscribe(text -> refresh());
    }

    public StringProperty searchProperty() {
        return search;
    }

    /** The lessons that match the search, in order. */
    public ReadOnlyObjectProperty<List<Card>> cardsProperty() {
        return cards.getReadOnlyProperty();
    }

    /** Takes the lessons as they were read. */
    public void setEntries(List<LessonLibrary.Entry> read) {
        entries = read;
        refresh();
    }

    /** Brings progress up to date. */
    public void refresh() {
        String wanted = search.get().strip().toLowerCase(Locale.ROOT);
        java.util.ArrayList<Card> found = new java.util.ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (wanted.isEmpty() || words(entries.get(i)).contains(wanted)) {
                found.add(card(i + 1, entries.get(i)));
            }
        }
        cards.set(List.copyOf(found));
    }

    private static String words(LessonLibrary.Entry entry) {
        StringBuilder words = new StringBuilder(entry.id() + " " + entry.title());
        entry.lesson().ifPresent(lesson -> {
            lesson.goals().forEach(goal -> words.append(' ').append(goal));
            lesson.steps().forEach(step -> words.append(' ').append(step.title()));
        });
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private Card card(int number, LessonLibrary.Entry entry) {
        if (entry.lesson().isEmpty()) {
            String why = entry.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
            return new Card(number, entry, Stage.BROKEN, why, List.of());
        }
        Lesson lesson = entry.lesson().get();
        LessonProgress progress = store.of(lesson.id());
        int steps = lesson.steps().size();
        boolean begun = progress.step() > 0 || !progress.answers().isEmpty();
        Stage stage = progress.done() ? Stage.DONE : begun ? Stage.BEGUN : Stage.OPEN;
        String words =
                switch (stage) {
                    case DONE -> "Done, " + right(progress) + " of " + lesson.predictions() + " predicted right";
                    case BEGUN -> "Step " + Math.min(steps, progress.step() + 1) + " of " + steps;
                    default -> steps + " steps, " + lesson.predictions() + " predictions";
                };
        List<String> before = lesson.after().stream()
                .filter(id -> !store.of(id).done())
                .map(id -> entries.stream()
                        .filter(each -> each.id().equals(id))
                        .map(LessonLibrary.Entry::title)
                        .findFirst()
                        .orElse(id))
                .toList();
        return new Card(number, entry, stage, words, before);
    }

    private static long right(LessonProgress progress) {
        return progress.answers().stream()
                .filter(answer -> answer.outcome() == LessonProgress.Outcome.RIGHT)
                .count();
    }

    /** Where to go on: the lesson begun, else the first that is not done; empty if all are done. */
    public Optional<Lesson> next() {
        List<Lesson> lessons = lessons();
        Optional<String> begun =
                store.unfinished(lessons.stream().map(Lesson::id).toList());
        return lessons.stream()
                .filter(lesson -> begun.map(id -> id.equals(lesson.id()))
                        .orElse(!store.of(lesson.id()).done()))
                .findFirst();
    }

    /** Whether the lesson to go on with was begun. */
    public boolean isBegun(Lesson lesson) {
        return !store.of(lesson.id()).equals(LessonProgress.NONE);
    }

    /** How much is done, in words. */
    public String summary() {
        List<Lesson> lessons = lessons();
        long done =
                lessons.stream().filter(lesson -> store.of(lesson.id()).done()).count();
        int minutes = lessons.stream()
                .filter(lesson -> !store.of(lesson.id()).done())
                .mapToInt(Lesson::minutes)
                .sum();
        return done + " of " + lessons.size() + " lessons done"
                + (minutes > 0 ? ", about " + minutes + " minutes to go" : "");
    }

    /** What was done and answered, as Markdown. */
    public String record() {
        return Handout.record(lessons(), store);
    }

    private List<Lesson> lessons() {
        return entries.stream().flatMap(entry -> entry.lesson().stream()).toList();
    }
}
