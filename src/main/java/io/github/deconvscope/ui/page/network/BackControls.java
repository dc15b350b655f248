package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.ui.control.TimelineBar;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Tip;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/** The tools of the view Back to pixels: the rule, which layers are drawn anew, how much that changed, and the step in view. */
final class BackControls {
    private final NetworkModel model;
    private final Parts parts;
    private boolean settling;

    /** The controls of the view. */
    record Parts(
            ChoiceList<BackRule> rule,
            CheckBox redraw,
            ChoiceList<Integer> first,
            ChoiceList<Integer> last,
            Button convolution,
            Label correlation,
            TimelineBar timeline) {}

    BackControls(NetworkModel model, Parts parts) {
        this.model = model;
        this.parts = parts;
        parts.rule.connect(
                Choice::label,
                to -> model.change(s -> s.withQuestion(s.question().withRule(to))));
        parts.first.connect(
                String::valueOf,
                to -> redraw(to, Math.max(to, model.getState().question().redrawLast())));
        parts.last.connect(
                String::valueOf,
                to -> redraw(Math.min(to, model.getState().question().redrawFirst()), to));
        parts.redraw.selectedProperty().subscribe((old, on) -> {
            if (!settling) {
                int layer = on ? model.getState().question().layer() : 0;
                redraw(layer, layer);
            }
        });
        parts.timeline.connect(model.timelineProperty(), model::time, model::tick);
        model.stateProperty().subscribe(state -> show());
        parts.rule.valueProperty().subscribe(this::explain);
        model.timelineProperty().subscribe(time -> showStep());
        model.a().netProperty().subscribe(net -> show());
        model.a().wayBackProperty().subscribe(way -> showStep());
        for (NetSide side : List.of(model.a(), model.b())) {
            side.wayBackProperty()
                    .subscribe(way -> showCorrelation(model.getState().question()));
        }
    }

    private void redraw(int from, int to) {
        model.change(s -> s.withQuestion(s.question().redrawn(from, to)));
    }

    private void show() {
        NetworkState.Question question = model.getState().question();
        boolean redraws = question.redrawFirst() > 0;
        settling = true;
        parts.redraw.setSelected(redraws);
        settling = false;
        parts.rule.show(List.of(BackRule.values()), question.rule());
        OpenNetwork net = model.a().netProperty().get();
        int layers = net == null || !redraws ? 0 : net.info().layers().size();
        List<Integer> numbers = IntStream.rangeClosed(1, layers).boxed().toList();
        parts.first.show(numbers, numbers.isEmpty() ? null : question.redrawFirst());
        parts.last.show(numbers, numbers.isEmpty() ? null : question.redrawLast());
        showStep();
        showCorrelation(question);
    }

    /** What the timeline moves: it plays, so that nothing else is made anew with each step. */
    private void showStep() {
        parts.convolution.setDisable(model.convolutionStep().isEmpty());
    }

    private void explain(BackRule rule) {
        if (rule != null) {
            Tip.setText(
                    parts.rule,
                    rule.explanation() + " The three rules differ in nothing else: weights and switches are the same.");
        }
    }

    private void showCorrelation(NetworkState.Question question) {
        boolean two = model.getState().b().isPresent();
        String each = Stream.of(model.a(), model.b())
                .map(side -> side.wayBackProperty().get())
                .filter(way -> way != null && !way.redrawn().isEmpty())
                .map(way -> (two ? way.info().run().getFileName() + ": " : "") + byRule(way))
                .collect(Collectors.joining("; "));
        boolean told = !each.isEmpty() && !question.redraw().isEmpty();
        Presence.set(parts.correlation, told);
        if (told) {
            parts.correlation.setText("Rank correlation of the pictures, with the weights of " + layers(question)
                    + " drawn anew and as learned: " + each + ".");
        }
    }

    private static String byRule(NetSide.WayBack way) {
        return Stream.of(BackRule.values())
                .map(rule -> rule.label().toLowerCase(Locale.ROOT) + " " + correlation(way.rankCorrelation(rule)))
                .collect(Collectors.joining(", "));
    }

    private static String layers(NetworkState.Question question) {
        return question.redraw().size() == 1
                ? "layer " + question.redraw().iterator().next()
                : "layers " + Collections.min(question.redraw()) + " to " + Collections.max(question.redraw());
    }

    private static String correlation(double value) {
        return Double.isNaN(value) ? "undefined (0 everywhere)" : Numbers.shown(value);
    }
}
