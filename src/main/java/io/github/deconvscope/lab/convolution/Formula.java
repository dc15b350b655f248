package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.SparseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The products and sum behind a selected element, written out.
 *
 * @param lead what is computed, such as {@code y[0,1]}
 * @param sum whether the terms add up to the result; otherwise they are a list of uses
 * @param terms one product each
 * @param result the sum; NaN for a list of uses
 * @param remark a note beside the formula; may be empty
 */
public record Formula(String lead, boolean sum, List<Term> terms, double result, String remark) {
    /**
     * One product.
     *
     * @param symbols such as {@code x[0,1]·w[0,0]}
     * @param first value of the first factor
     * @param second value of the second factor
     * @param weight index of the weight, for its colour; {@link #NO_WEIGHT} of a number that is added as it is
     */
    public record Term(String symbols, double first, double second, int weight) {
        /** In the place of a weight. */
        public static final int NO_WEIGHT = -1;

        /** A number that is added as it is. */
        static Term alone(String name, double value) {
            return new Term(name, value, 1, NO_WEIGHT);
        }

        /** The numbers as they are written: two factors, or one number alone. */
        public String values(DoubleFunction<String> number) {
            String one = number.apply(first);
            return weight == NO_WEIGHT ? one : one + " \u00b7 " + number.apply(second);
        }

        public double product() {
            return first * second;
        }
    }

    /**
     * Writes out the arithmetic of a selection.
     *
     * @param result what was computed
     * @param selection what is pointed at; nothing gives no terms
     * @param backward whether the page shows the backward pass, C'g
     */
    public static Formula of(ConvolutionResult result, Selection selection, boolean backward) {
        return switch (selection.kind()) {
            case OUTPUT -> backward ? gradientUses(result, selection.index()) : output(result, selection.index());
            case INPUT -> backward ? inputGradient(result, selection.index()) : inputUses(result, selection.index());
            case WEIGHT -> weightUses(result, selection.index(), backward);
            case NOTHING -> new Formula("", false, List.of(), Double.NaN, "");
        };
    }

    /**
     * Writes out the arithmetic of a selection in the backward pass to the kernel: dw is the input x correlated with the gradient g.
     *
     * @param result what was computed
     * @param selection what is pointed at; nothing gives no terms
     */
    public static Formula ofKernelGradient(ConvolutionResult result, Selection selection) {
        if (selection.kind() == Selection.Kind.NOTHING) {
            return of(result, selection, true);
        }
        ConvolutionGeometry g = result.state().geometry();
        SparseMatrix m = result.matrix().sparse();
        int index = selection.index();
        List<Term> terms = new ArrayList<>();
        for (int row = 0; row < m.rows(); row++) {
            for (int e = m.rowStart(row); e < m.rowStart(row + 1); e++) {
                int weight = result.matrix().weight(e);
                int column = m.column(e);
                int chosen =
                        switch (selection.kind()) {
                            case OUTPUT -> row;
                            case INPUT -> column;
                            default -> weight;
                        };
                if (chosen == index) {
                    String dw = "d" + ElementName.weight(g, weight) + " += ";
                    String symbols =
                            switch (selection.kind()) {
                                case OUTPUT -> dw + "g\u00b7" + ElementName.input(g, column);
                                case INPUT -> dw + "x\u00b7" + gradientName(g, row);
                                default -> ElementName.input(g, column) + "\u00b7" + gradientName(g, row);
                            };
                    terms.add(new Term(symbols, result.state().input()[column], result.gradient()[row], weight));
                }
            }
        }
        return switch (selection.kind()) {
            case OUTPUT ->
                uses(gradientName(g, index), result.gradient()[index], terms, "Each input under its window, times g.");
            case INPUT ->
                uses(
                        ElementName.input(g, index),
                        result.state().input()[index],
                        terms,
                        "The input, times g of each output that it goes into.");
            default ->
                new Formula(
                        "d" + ElementName.weight(g, index),
                        true,
                        terms,
                        result.kernelGradient()[index],
                        "One product for each use of the weight.");
        };
    }

    private static Formula uses(String name, double value, List<Term> terms, String remark) {
        return new Formula(name + " = " + plain(value), false, terms, Double.NaN, remark);
    }

    /**
     * Writes out the arithmetic of a selection while stamps add up to the output: an output is the sum of those stamps that have reached it.
     *
     * @param result a transposed convolution
     * @param selection what is pointed at
     * @param stamps how far it has come
     */
    public static Formula stamped(ConvolutionResult result, Selection selection, Stamps stamps) {
        if (selection.kind() != Selection.Kind.OUTPUT) {
            return of(result, selection, false);
        }
        int row = selection.index();
        SparseMatrix m = result.matrix().sparse();
        List<Term> terms = new ArrayList<>();
        for (int e = m.rowStart(row); e < m.rowStart(row + 1); e++) {
            if (m.column(e) < stamps.count()) {
                terms.add(product(result, e));
            }
        }
        int all = m.rowStart(row + 1) - m.rowStart(row);
        String remark = terms.size() + " of the " + PlainWords.count(all, "stamp") + " that "
                + (all == 1 ? "reaches" : "reach") + " it so far.";
        addBias(result, row, terms);
        return new Formula(
                ElementName.output(result.state().geometry(), row), true, terms, stamps.output()[row], remark);
    }

    private static Term product(ConvolutionResult result, int entry) {
        ConvolutionGeometry g = result.state().geometry();
        SparseMatrix m = result.matrix().sparse();
        int weight = result.matrix().weight(entry);
        return new Term(
                ElementName.input(g, m.column(entry)) + "\u00b7" + ElementName.weight(g, weight),
                result.state().input()[m.column(entry)],
                m.value(entry),
                weight);
    }

    private static Formula output(ConvolutionResult result, int row) {
        ConvolutionGeometry g = result.state().geometry();
        SparseMatrix m = result.matrix().sparse();
        List<Term> terms = new ArrayList<>();
        for (int e = m.rowStart(row); e < m.rowStart(row + 1); e++) {
            terms.add(product(result, e));
        }
        int zeros = g.kernel().cells() * g.inputChannels() / g.groups() - terms.size();
        addBias(result, row, terms);
        boolean forgotten = g.transposed() && !result.state().turned();
        double window = result.windowOutput()[row];
        String remark = forgotten
                ? "The window without the turn gives "
                        + (plain(window).equals(plain(result.output()[row]))
                                ? "the same."
                                : plain(window) + " instead.")
                : zeros == 0
                        ? ""
                        : PlainWords.count(zeros, "weight")
                                + (zeros == 1 ? " meets an added zero." : " meet added zeros.");
        return new Formula(ElementName.output(g, row), true, terms, result.output()[row], remark);
    }

    private static void addBias(ConvolutionResult result, int row, List<Term> terms) {
        if (result.state().hasBias()) {
            ConvolutionGeometry g = result.state().geometry();
            int channel = row / g.output().cells();
            String name = g.outputChannels() == 1 ? "b" : "b[" + channel + "]";
            terms.add(Term.alone(name, result.state().bias()[channel]));
        }
    }

    private static Formula inputGradient(ConvolutionResult result, int column) {
        Formula uses = gradientTerms(result, column);
        return new Formula(uses.lead, true, uses.terms, result.inputGradient()[column], "");
    }

    private static Formula gradientTerms(ConvolutionResult result, int column) {
        ConvolutionGeometry g = result.state().geometry();
        SparseMatrix m = result.matrix().sparse();
        List<Term> terms = new ArrayList<>();
        for (int row = 0; row < m.rows(); row++) {
            for (int e = m.rowStart(row); e < m.rowStart(row + 1); e++) {
                if (m.column(e) == column) {
                    terms.add(new Term(
                            gradientName(g, row) + "\u00b7"
                                    + ElementName.weight(g, result.matrix().weight(e)),
                            result.gradient()[row],
                            m.value(e),
                            result.matrix().weight(e)));
                }
            }
        }
        return new Formula("d" + ElementName.input(g, column), true, terms, Double.NaN, "");
    }

    /** The gradient that arrives at an output: the same indices with another letter. */
    public static String gradientName(ConvolutionGeometry g, int row) {
        return "g" + ElementName.output(g, row).substring(1);
    }

    private static Formula inputUses(ConvolutionResult result, int column) {
        ConvolutionGeometry g = result.state().geometry();
        SparseMatrix m = result.matrix().sparse();
        List<Term> terms = new ArrayList<>();
        double x = result.state().input()[column];
        for (int row = 0; row < m.rows(); row++) {
            for (int e = m.rowStart(row); e < m.rowStart(row + 1); e++) {
                if (m.column(e) == column) {
                    int weight = result.matrix().weight(e);
                    terms.add(new Term(
                            ElementName.output(g, row) + " += x\u00b7" + ElementName.weight(g, weight),
                            x,
                            m.value(e),
                            weight));
                }
            }
        }
        String remark = terms.isEmpty()
                ? "No window reaches this input: the stride stops before it."
                : "It goes into " + PlainWords.count(terms.size(), "output") + ".";
        return new Formula(ElementName.input(g, column) + " = " + plain(x), false, terms, Double.NaN, remark);
    }

    private static Formula gradientUses(ConvolutionResult result, int row) {
        ConvolutionGeometry g = result.state().geometry();
        SparseMatrix m = result.matrix().sparse();
        List<Term> terms = new ArrayList<>();
        for (int e = m.rowStart(row); e < m.rowStart(row + 1); e++) {
            int weight = result.matrix().weight(e);
            terms.add(new Term(
                    "d" + ElementName.input(g, m.column(e)) + " += g\u00b7" + ElementName.weight(g, weight),
                    result.gradient()[row],
                    m.value(e),
                    weight));
        }
        String lead = gradientName(g, row) + " = " + plain(result.gradient()[row]);
        return new Formula(
                lead,
                false,
                terms,
                Double.NaN,
                "It is stamped onto " + PlainWords.count(terms.size(), "input") + ", times the kernel.");
    }

    private static Formula weightUses(ConvolutionResult result, int weight, boolean backward) {
        ConvolutionGeometry g = result.state().geometry();
        SparseMatrix m = result.matrix().sparse();
        double w = result.state().weights()[weight];
        List<Term> terms = new ArrayList<>();
        for (int row = 0; row < m.rows(); row++) {
            for (int e = m.rowStart(row); e < m.rowStart(row + 1); e++) {
                if (result.matrix().weight(e) == weight) {
                    String to = backward
                            ? "d" + ElementName.input(g, m.column(e)) + " += w\u00b7" + gradientName(g, row)
                            : ElementName.output(g, row) + " += w\u00b7" + ElementName.input(g, m.column(e));
                    double other =
                            backward ? result.gradient()[row] : result.state().input()[m.column(e)];
                    terms.add(new Term(to, w, other, weight));
                }
            }
        }
        return new Formula(
                ElementName.weight(g, weight) + " = " + plain(w),
                false,
                terms,
                Double.NaN,
                "The same weight is used " + PlainWords.count(terms.size(), "time")
                        + (terms.size() == 1 ? "." : ": weights are shared."));
    }

    /** In one line of plain text, for a screen reader and for copying. */
    public String text() {
        if (lead.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(lead).append(sum ? " = " : ": ");
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            text.append(i == 0 ? "" : sum ? " + " : ", ").append(term.symbols());
            text.append(" (").append(term.values(Formula::plain)).append(")");
        }
        if (sum) {
            text.append(terms.isEmpty() ? "0" : " = " + plain(result));
        }
        return remark.isEmpty() ? text.toString() : text + ". " + remark;
    }

    private static String plain(double value) {
        return Numbers.isWhole(value) ? Long.toString((long) value) : Float.toString((float) value);
    }
}
