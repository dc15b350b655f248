package io.github.deconvscope.lesson.read;

import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.SourceSnippet;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import io.github.deconvscope.lesson.page.PageSetter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Resolves everything that a lesson refers to: pages, targets, conditions, figures, formulas, code, stated numbers, lessons before it. */
public final class LessonChecker {
    private final PageDirectory directory;
    private final LessonWorld world;
    private final LessonFunctions functions;
    private final Map<String, List<String>> before;

    /**
     * @param directory what the pages hold
     * @param world paints and loads
     * @param functions compute the numbers
     * @param before by id of all lessons there are, the ids of those that come before it
     */
    public LessonChecker(
            PageDirectory directory, LessonWorld world, LessonFunctions functions, Map<String, List<String>> before) {
        this.directory = directory;
        this.world = world;
        this.before = Map.copyOf(before);
        this.functions = functions;
    }

    /** What is wrong, in the order of the lines; empty if all is well. */
    public List<LessonProblem> check(Lesson lesson) {
        return new Checking(lesson).run();
    }

    /** One pass over one lesson; keeps in mind which page is in view, and in what state, as if each task were done as "Show me" does it. */
    private final class Checking {
        private final Lesson lesson;
        private final TextChecker texts;
        private final List<LessonProblem> problems = new ArrayList<>();
        private String page = "";
        private JsonObject state = new JsonObject();

        Checking(Lesson lesson) {
            this.lesson = lesson;
            texts = new TextChecker(lesson, world, functions, this::report);
        }

        List<LessonProblem> run() {
            lesson.after().forEach(this::prerequisite);
            attempt(lesson.lineOf("title"), () -> texts.plain(lesson.lineOf("title"), lesson.title()));
            lesson.goals()
                    .forEach(goal -> attempt(lesson.lineOf("goal"), () -> texts.plain(lesson.lineOf("goal"), goal)));
            for (LessonStep step : lesson.steps()) {
                attempt(step.line(), () -> texts.plain(step.line(), step.title()));
                step.parts(StepPart.SetUp.class).forEach(this::setUp);
                step.parts().forEach(part -> texts(step, part));
                step.parts().forEach(part -> part(step, part));
            }
            Set<String> everywhere = new TreeSet<>();
            directory
                    .pages()
                    .forEach(id ->
                            everywhere.addAll(directory.page(id).orElseThrow().targets()));
            for (String hidden : lesson.hide()) {
                if (!everywhere.contains(hidden)) {
                    report(
                            lesson.lineOf("hide"),
                            "there is no control \"" + hidden + "\" to hide; nearest: "
                                    + PageDirectory.nearest(hidden, everywhere));
                }
            }
            texts.end();
            problems.sort(Comparator.comparingInt(LessonProblem::line));
            return problems;
        }

        private void texts(LessonStep step, StepPart part) {
            for (String text : LessonTexts.of(part)) {
                attempt(part.line(), () -> texts.check(step, part.line(), text, page, state));
            }
            for (String text : LessonTexts.plain(part)) {
                attempt(part.line(), () -> texts.plain(part.line(), text));
            }
        }

        private void prerequisite(String id) {
            if (!before.containsKey(id)) {
                report(
                        lesson.lineOf("after"),
                        "there is no lesson \"" + id + "\" to come after; there are "
                                + String.join(", ", new TreeSet<>(before.keySet())));
            } else if (allBefore(id).contains(lesson.id())) {
                report(
                        lesson.lineOf("after"),
                        "the lesson comes after \"" + id
                                + "\", which comes after this one: neither could be the first");
            }
        }

        /** A lesson, and all that come before it. */
        private Set<String> allBefore(String id) {
            Set<String> found = new TreeSet<>();
            Deque<String> open = new ArrayDeque<>(List.of(id));
            while (!open.isEmpty()) {
                String next = open.pop();
                if (found.add(next)) {
                    open.addAll(before.getOrDefault(next, List.of()));
                }
            }
            return found;
        }

        private void report(int line, String message) {
            problems.add(new LessonProblem(line, message));
        }

        private void attempt(int line, Runnable check) {
            try {
                check.run();
            } catch (IllegalArgumentException e) {
                report(line, e.getMessage());
            }
        }

        private void part(LessonStep step, StepPart part) {
            if (part instanceof StepPart.PointAt point) {
                target(point.line(), point.target(), "point at");
            } else if (part instanceof StepPart.Cover cover) {
                cover.targets().forEach(id -> target(cover.line(), id, "cover"));
            } else if (part instanceof StepPart.Do task) {
                task(step, task);
            } else if (part instanceof StepPart.Code code) {
                attempt(part.line(), () -> SourceSnippet.cut(code.file(), code.tag()));
            } else if (part instanceof StepPart.Formula formula) {
                attempt(part.line(), () -> world.checkFormula(formula.latex()));
            } else if (part instanceof StepPart.Picture picture) {
                attempt(part.line(), () -> world.checkFigure(picture.id(), picture.parameters()));
            } else if (part instanceof StepPart.PredictNumber number) {
                attempt(part.line(), () -> number(number));
            } else if (part instanceof StepPart.PredictChoice choice) {
                choice(choice);
            } else if (part instanceof StepPart.PredictSketch sketch) {
                attempt(part.line(), () -> sketch(sketch));
            }
        }

        private void task(LessonStep step, StepPart.Do task) {
            if (directory.page(page).isEmpty()) {
                report(task.line(), "no page is in view to wait for; a block setup comes before");
            } else {
                state = new TaskChecker(world, page, state, task, this::report).check();
                attempt(task.line("seen"), () -> texts.check(step, task.line("seen"), task.seen(), page, state));
            }
        }

        private void setUp(StepPart.SetUp setUp) {
            Optional<PageDirectory.Entry> entry = directory.page(setUp.page());
            if (entry.isEmpty()) {
                report(
                        setUp.line(),
                        "there is no page \"" + setUp.page() + "\"; there are " + String.join(", ", directory.pages()));
                return;
            }
            page = setUp.page();
            JsonObject start = entry.get().start();
            state = start;
            if (setUp.preset().isPresent() && !page.equals("convolution")) {
                report(setUp.line(), "only the page convolution has presets; use \"set\" on the page " + page);
                return;
            }
            PageState.unknown(start, setUp.set())
                    .ifPresentOrElse(
                            unknown -> report(
                                    setUp.line(),
                                    "the state of the page " + page + " has no \"" + unknown + "\"; nearest: "
                                            + PageDirectory.nearest(unknown, PageState.paths(start))),
                            () -> attempt(setUp.line(), () -> shown(setUp, start)));
        }

        private void shown(StepPart.SetUp setUp, JsonObject start) {
            JsonObject wanted = PageSetter.state(setUp, start);
            try {
                world.checkState(page, wanted);
                state = wanted;
            } catch (IllegalArgumentException | IllegalStateException e) {
                report(setUp.line(), "the page " + page + " refuses what \"set\" makes of it: " + e.getMessage());
            }
        }

        private void target(int line, String id, String why) {
            Optional<PageDirectory.Entry> entry = directory.page(page);
            if (entry.isEmpty()) {
                report(line, "no page is in view to " + why + "; a block setup comes before");
            } else if (lesson.hide().contains(id)) {
                report(line, "the lesson hides \"" + id + "\", so it cannot " + why + " it; take it out of \"hide\"");
            } else if (!entry.get().targets().contains(id)) {
                report(
                        line,
                        "the page " + page + " has no \"" + id + "\" to " + why + "; nearest: "
                                + PageDirectory.nearest(id, entry.get().targets()));
            }
        }

        private void number(StepPart.PredictNumber number) {
            double answer = number.answer().value(functions);
            if (!Double.isFinite(answer)) {
                report(number.line(), "the answer " + number.answer() + " is " + answer + ": nobody can type that");
            }
            // a number that the question itself names gives nothing away
            String asked = number.ask();
            GivenAway.number(number.hint(), answer, asked)
                    .ifPresent(token -> report(
                            number.line(),
                            "\"hint\" says " + token + ", which is the answer; it is read before the second try"));
            List<Double> known = new ArrayList<>();
            for (StepPart.Explained explained : number.explained()) {
                GivenAway.number(explained.why(), answer, asked)
                        .ifPresent(token -> report(
                                number.line(),
                                "\"if " + explained.answer() + "\" says " + token
                                        + ", which is the answer; it is read before the second try"));
                double value = explained.answer().value(functions);
                if (Math.abs(value - answer) <= number.within()) {
                    report(
                            number.line(),
                            "\"if " + explained.answer() + "\" explains a wrong answer, but it is the right one");
                } else if (known.stream().anyMatch(other -> Math.abs(other - value) <= number.within())) {
                    report(
                            number.line(),
                            "\"if " + explained.answer() + "\" is never said: a line \"if\" before it explains the same"
                                    + " number");
                }
                known.add(value);
            }
        }

        private void choice(StepPart.PredictChoice choice) {
            if (GivenAway.words(
                    choice.hint(), choice.choices().get(choice.right()).text())) {
                report(choice.line(), "\"hint\" says the right answer; it is read before the second try");
            }
        }

        private void sketch(StepPart.PredictSketch sketch) {
            double[] curve = sketch.curve().curve(functions);
            int last = sketch.at().get(sketch.at().size() - 1);
            if (last >= curve.length) {
                report(sketch.line(), "\"at\" goes to " + last + ", but the curve ends at " + (curve.length - 1));
                return;
            }
            for (int x : sketch.at()) {
                if (!(curve[x] >= sketch.low() && curve[x] <= sketch.high())) {
                    report(
                            sketch.line(),
                            "the curve is " + curve[x] + " at " + x + ", which nobody can sketch between \"low\", "
                                    + sketch.low() + ", and \"high\", " + sketch.high());
                }
            }
        }
    }
}
