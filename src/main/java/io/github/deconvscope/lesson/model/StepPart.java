package io.github.deconvscope.lesson.model;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A part of a step. Each knows its line in {@code lesson.md}. */
public sealed interface StepPart {
    int line();

    /** Something the person has to do before the step is done. */
    sealed interface Gate extends StepPart {
        /** What is asked, as Markdown. */
        String ask();
    }

    /** A prediction: answered before anything is revealed. */
    sealed interface Predict extends Gate {}

    /** Text, as Markdown; stated numbers still carry what they are computed from, see {@link StatedNumber}. */
    record Say(int line, String markdown) implements StepPart {}

    /**
     * A ring around a control or figure of the page, and an arrow to it.
     *
     * @param target its fx:id
     */
    record PointAt(int line, String target) implements StepPart {}

    /**
     * Covers parts of the page that would give a prediction away; they are uncovered by any answer.
     *
     * @param targets their fx:ids
     */
    record Cover(int line, List<String> targets) implements StepPart {
        public Cover {
            targets = List.copyOf(targets);
        }
    }

    /**
     * Brings a page into a state: the state it starts with, then a preset, then the values of {@code set}.
     *
     * @param page id
     * @param preset of the convolution page, such as {@code example_1}; empty for none
     * @param set changes, as in a JSON merge patch: objects are merged, everything else is replaced
     */
    record SetUp(int line, String page, Optional<String> preset, JsonObject set) implements StepPart {}

    /**
     * Asks the person to do something on the page, and waits until it is so.
     *
     * @param until all of these have to hold
     * @param hint for a person who is stuck
     * @param show the result of doing it, as changes of the page's state: applied by "Show me"; empty where only the person can do it
     * @param seen what there was to see, and why, said once it is done; empty for nothing
     * @param lines where its keys stand in the file, for messages
     */
    record Do(
            int line,
            String ask,
            List<Condition> until,
            String hint,
            Optional<JsonObject> show,
            String seen,
            Map<String, Integer> lines)
            implements Gate {
        public Do {
            until = List.copyOf(until);
            lines = Map.copyOf(lines);
        }

        /** The line of a key, or that of the block. */
        public int line(String key) {
            return lines.getOrDefault(key, line);
        }
    }

    /**
     * @param answer what is computed
     * @param within how far off still counts as right; 0 for exact
     * @param right what to say to a right answer
     * @param explained wrong answers that a person comes to by a known mistake; said before the second try, so they do not name the answer
     * @param hint what to say before the second try to any other wrong answer; empty for nothing
     * @param wrong what to say when the second try is wrong too; it names the answer
     */
    record PredictNumber(
            int line,
            String ask,
            Expression answer,
            double within,
            String right,
            List<Explained> explained,
            String hint,
            String wrong)
            implements Predict {
        public PredictNumber {
            explained = List.copyOf(explained);
        }
    }

    /** A wrong number and the mistake behind it. */
    record Explained(Expression answer, String why) {}

    /**
     * One of several answers.
     *
     * @param choices in the order in which they are shown, everywhere
     * @param hint what to say before the second try; empty for nothing
     */
    record PredictChoice(int line, String ask, List<Choice> choices, String hint) implements Predict {
        public PredictChoice {
            choices = List.copyOf(choices);
        }

        /** An answer with its letter, such as {@code B: An eighth}. */
        public String lettered(int choice) {
            return (char) ('A' + choice) + ": "
                    + StatedNumber.readable(choices.get(choice).text());
        }

        /** Why a wrong answer leaves no second try; empty where it leaves one. */
        public String oneTry() {
            return choices.size() > 2 ? "" : "One try: of two answers, a wrong one gives the other away.";
        }

        /** The right answer's place. */
        public int right() {
            for (int i = 0; i < choices.size(); i++) {
                if (choices.get(i).right()) {
                    return i;
                }
            }
            throw new IllegalStateException("no answer is right");
        }
    }

    /**
     * @param text of the answer
     * @param right whether it is the right one
     * @param why what to say to somebody who chose it
     */
    record Choice(String text, boolean right, String why) {}

    /**
     * A curve that the person sketches at a few places.
     *
     * @param curve what is computed, from x = 0 in steps of 1
     * @param at the places, ascending
     * @param xLabel what runs to the right
     * @param yLabel what is sketched
     * @param low bottom of the sketch
     * @param high top of the sketch
     * @param within how far off, at most, still counts as right
     */
    record PredictSketch(
            int line,
            String ask,
            Expression curve,
            List<Integer> at,
            String xLabel,
            String yLabel,
            double low,
            double high,
            double within,
            String right,
            String wrong)
            implements Predict {
        public PredictSketch {
            at = List.copyOf(at);
        }
    }

    /**
     * Code that computes what is shown, cut from the real source.
     *
     * @param file below {@code io/github/deconvscope}, or a program in Python below {@code assets/code}
     * @param tag between {@code // lesson:start TAG} and {@code // lesson:end TAG}, in Python with {@code #}
     */
    record Code(int line, String file, String tag) implements StepPart {}

    /**
     * @param latex as JLaTeXMath reads it
     * @param words the same for a person who does not see it
     * @param where what its symbols stand for
     */
    record Formula(int line, String latex, String words, List<Symbol> where) implements StepPart {
        /**
         * A symbol of a formula.
         *
         * @param name as in the formula, in plain text
         * @param meaning what it stands for
         */
        public record Symbol(String name, String meaning) {}

        public Formula {
            where = List.copyOf(where);
        }

        /** What the symbols stand for, in one line; empty if the lesson does not say it. */
        public String symbols() {
            // Brackets of a pair stay in one line.
            return where.stream()
                    .map(each -> each.name.replace(' ', '\u00a0') + ": " + each.meaning)
                    .collect(Collectors.joining("; "));
        }
    }

    /**
     * A figure of the catalogue.
     *
     * @param id as in {@code deconvscope figure --list}
     * @param parameters that differ from the usual
     */
    record Picture(int line, String id, Map<String, String> parameters) implements StepPart {
        public Picture {
            parameters = Map.copyOf(parameters);
        }
    }
}
