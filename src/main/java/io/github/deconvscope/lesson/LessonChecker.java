package io.github.deconvscope.lesson;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    /** One pass over one lesson; keeps in mind which page is in view. */
    private final class Checking {
        private final Lesson lesson;
        private final List<LessonProblem> problems = new ArrayList<>();
        private String page = "";

        Checking(Lesson lesson) {
            this.lesson = lesson;
        }

        List<LessonProblem> run() {
            lesson.after().forEach(this::prerequisite);
            for (LessonStep step : lesson.steps()) {
                step.parts().forEach(this::part);
            }
            Set<String> everywhere = new TreeSet<>();
            directory
                    .pages()
                    .forEach(id ->
                            everywhere.addAll(directory.page(id).orElseThrow().targets()));
            for (String hidden : lesson.hide()) {
                if (!everywhere.contains(hidden)) {
                    tell(
                            lesson.lineOf("hide"),
                            "there is no control \"" + hidden + "\" to hide; nearest: "
                                    + PageDirectory.nearest(hidden, everywhere));
                }
            }
            return problems;
        }

        private void prerequisite(String id) {
            if (!before.containsKey(id)) {
                tell(
                        lesson.lineOf("after"),
                        "there is no lesson \"" + id + "\" to come after; there are "
                                + String.join(", ", new TreeSet<>(before.keySet())));
            } else if (allBefore(id).contains(lesson.id())) {
                tell(
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

        private void tell(int line, String message) {
            problems.add(new LessonProblem(line, message));
        }

        private void attempt(StepPart part, Runnable check) {
            try {
                check.run();
            } catch (IllegalArgumentException e) {
                tell(part.line(), e.getMessage());
            }
        }

        private void part(StepPart part) {
            LessonTexts.of(part).forEach(text -> attempt(part, () -> stated(part, text)));
            if (part instanceof StepPart.SetUp setUp) {
                setUp(setUp);
            } else if (part instanceof StepPart.PointAt point) {
                target(point.line(), point.target(), "point at");
            } else if (part instanceof StepPart.Cover cover) {
                cover.targets().forEach(id -> target(cover.line(), id, "cover"));
            } else if (part instanceof StepPart.Do task) {
                task.until().forEach(condition -> condition(task, condition));
            } else if (part instanceof StepPart.Code code) {
                attempt(part, () -> SourceSnippet.cut(code.file(), code.tag()));
            } else if (part instanceof StepPart.Formula formula) {
                attempt(part, () -> world.checkFormula(formula.latex()));
            } else if (part instanceof StepPart.Picture picture) {
                attempt(part, () -> world.checkFigure(picture.id(), picture.parameters()));
            } else if (part instanceof StepPart.PredictNumber number) {
                attempt(part, () -> number(number));
            } else if (part instanceof StepPart.PredictSketch sketch) {
                attempt(part, () -> sketch(sketch));
            }
        }

        private void setUp(StepPart.SetUp setUp) {
            Optional<PageDirectory.Entry> entry = directory.page(setUp.page());
            if (entry.isEmpty()) {
                tell(
                        setUp.line(),
                        "there is no page \"" + setUp.page() + "\"; there are " + String.join(", ", directory.pages()));
                return;
            }
            page = setUp.page();
            if (setUp.preset().isPresent() && !page.equals("convolution")) {
                tell(setUp.line(), "only the page convolution has presets; use \"set\" on the page " + page);
                return;
            }
            for (String key : setUp.set().keySet()) {
                String first = key.split("\\.")[0];
                if (!entry.get().start().has(first)) {
                    tell(
                            setUp.line(),
                            "the state of the page " + page + " has no \"" + first + "\"; it has "
                                    + String.join(", ", entry.get().start().keySet()));
                }
            }
            attempt(setUp, () -> PageSetter.state(setUp, entry.get().start()));
        }

        private void target(int line, String id, String why) {
            Optional<PageDirectory.Entry> entry = directory.page(page);
            if (entry.isEmpty()) {
                tell(line, "no page is in view to " + why + "; a block setup comes before");
            } else if (!entry.get().targets().contains(id)) {
                tell(
                        line,
                        "the page " + page + " has no \"" + id + "\" to " + why + "; nearest: "
                                + PageDirectory.nearest(id, entry.get().targets()));
            }
        }

        private void condition(StepPart.Do task, Condition condition) {
            Optional<PageDirectory.Entry> entry = directory.page(page);
            if (entry.isEmpty()) {
                tell(task.line(), "no page is in view to wait for; a block setup comes before");
                return;
            }
            String path = condition.path();
            if (path.startsWith("run.")) {
                if (!RunFacts.NAMES.contains(path.substring(4))) {
                    tell(
                            task.line(),
                            "a run has no \"" + path.substring(4) + "\"; it has " + String.join(", ", RunFacts.NAMES));
                }
                return;
            }
            JsonObject start = entry.get().start();
            if (PageState.at(start, path.replaceAll("\\[[0-9]+\\]", "")).isEmpty()) {
                tell(
                        task.line(),
                        "the state of the page " + page + " has no \"" + path + "\"; it has "
                                + PageDirectory.nearest(path, paths(start)));
            }
        }

        private Set<String> paths(JsonObject state) {
            Set<String> paths = new TreeSet<>();
            state.entrySet().forEach(member -> {
                paths.add(member.getKey());
                if (member.getValue().isJsonObject()) {
                    paths(member.getValue().getAsJsonObject())
                            .forEach(inner -> paths.add(member.getKey() + "." + inner));
                }
            });
            return paths;
        }

        private void stated(StepPart part, String text) {
            for (StatedNumber number : StatedNumber.in(text)) {
                if (number.computed() == null) {
                    if (number.source() > lesson.sources().size()) {
                        tell(
                                part.line(),
                                "{" + number.shown() + " from " + number.source() + "}: the lesson has "
                                        + lesson.sources().size() + " sources");
                    }
                } else {
                    double value = number.computed().value(functions);
                    if (!number.agreesWith(value)) {
                        tell(
                                part.line(),
                                "the text says " + number.shown() + ", but " + number.computed() + " is " + value);
                    }
                }
            }
        }

        private void number(StepPart.PredictNumber number) {
            double answer = number.answer().value(functions);
            for (StepPart.Explained explained : number.explained()) {
                if (Math.abs(explained.answer().value(functions) - answer) <= number.within()) {
                    tell(
                            number.line(),
                            "\"if " + explained.answer() + "\" explains a wrong answer, but it is the right one");
                }
            }
        }

        private void sketch(StepPart.PredictSketch sketch) {
            double[] curve = sketch.curve().curve(functions);
            int last = sketch.at().get(sketch.at().size() - 1);
            if (last >= curve.length) {
                tell(sketch.line(), "\"at\" goes to " + last + ", but the curve ends at " + (curve.length - 1));
            }
        }
    }
}
