package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.play.Handout;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.ProgressCsv;
import io.github.deconvscope.lesson.play.ProgressStore;
import io.github.deconvscope.lesson.read.LessonLibrary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the Learn page shows: the lessons, each with its progress, and which of them match a search. Knows no scene. */
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
     * @param progress in words, also what comes first; of a broken lesson all that is wrong, line by line
     * @param before titles of the lessons that come before it and are not done
     * @param found whether it matches the search
     */
    public record Card(
            int number, LessonLibrary.Entry entry, Stage stage, String progress, List<String> before, boolean found) {}

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

    /** All lessons, in order. */
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
        List<Card> made = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            boolean found = wanted.isEmpty() || words(entries.get(i)).contains(wanted);
            made.add(card(i + 1, entries.get(i), found));
        }
        cards.set(List.copyOf(made));
    }

    /** For each lesson the indices of those that come before it; ids that no lesson has are left out. */
    public List<List<Integer>> prerequisites() {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            index.putIfAbsent(entries.get(i).id(), i);
        }
        return entries.stream()
                .map(entry -> entry.lesson().map(Lesson::after).orElse(List.of()).stream()
                        .map(index::get)
                        .filter(Objects::nonNull)
                        .toList())
                .toList();
    }

    private static String words(LessonLibrary.Entry entry) {
        StringBuilder words = new StringBuilder(entry.id() + " " + entry.title());
        entry.lesson().ifPresent(lesson -> {
            lesson.goals().forEach(goal -> words.append(' ').append(goal));
            lesson.steps().forEach(step -> words.append(' ').append(step.title()));
        });
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private Card card(int number, LessonLibrary.Entry entry, boolean found) {
        if (entry.lesson().isEmpty()) {
            String why = entry.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
            return new Card(number, entry, Stage.BROKEN, why, List.of(), found);
        }
        Lesson lesson = entry.lesson().get();
        LessonProgress progress = store.of(lesson.id());
        Stage stage = progress.done() ? Stage.DONE : progress.isBegun() ? Stage.BEGUN : Stage.OPEN;
        List<LessonLibrary.Entry> before = lesson.after().stream()
                .filter(id -> !store.of(id).done())
                .flatMap(id -> entries.stream().filter(each -> each.id().equals(id)))
                .toList();
        String words = progress.inWords(lesson) + (stage == Stage.OPEN ? first(before) : "");
        return new Card(
                number,
                entry,
                stage,
                words,
                before.stream().map(LessonLibrary.Entry::title).toList(),
                found);
    }

    private String first(List<LessonLibrary.Entry> before) {
        String numbers = before.stream()
                .map(each -> String.valueOf(entries.indexOf(each) + 1))
                .collect(Collectors.joining(" and "));
        return before.isEmpty() ? "" : " \u00b7 " + numbers + (before.size() == 1 ? " comes first" : " come first");
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
        return store.of(lesson.id()).isBegun();
    }

    /** How much is done, in words; while something is searched, how many lessons hold it. */
    public String summary() {
        String wanted = search.get().strip();
        if (!wanted.isEmpty()) {
            long found = cards.get().stream().filter(Card::found).count();
            return found == 0
                    ? "No lesson holds \"" + wanted + "\""
                    : found + " of " + entries.size() + " lessons hold \"" + wanted + "\"";
        }
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
        return Handout.record(lessons(), store, LocalDate.now());
    }

    /** What was done and answered, a row for each answer. */
    public String recordCsv() {
        return ProgressCsv.of(lessons(), store);
    }

    private List<Lesson> lessons() {
        return entries.stream().flatMap(entry -> entry.lesson().stream()).toList();
    }
}
