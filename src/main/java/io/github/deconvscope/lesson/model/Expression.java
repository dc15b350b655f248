package io.github.deconvscope.lesson.model;

import io.github.deconvscope.lesson.page.LessonFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a number of a lesson is computed from: arithmetic over the functions of {@link LessonFunctions}, as in {@code rows(example_1) *
 * columns(example_1)}. Numbers, {@code + - * / ^}, brackets, functions of numbers and words. Precedence is the usual one of mathematics: a power
 * binds more than the sign before it, so {@code -2^2} is -4, and powers are read from the right, so {@code 2^3^2} is 2^9.
 */
public final class Expression {
    /** Looks functions up. */
    @FunctionalInterface
    public interface Functions {
        /**
         * @param name as written
         * @param arguments each a {@link Double} or a {@link String}
         * @return a {@link Double}, or a {@code double[]} for a curve
         * @throws IllegalArgumentException if there is no such function or it refuses its arguments
         */
        Object call(String name, List<Object> arguments);
    }

    private sealed interface Node {}

    private record Literal(Object value) implements Node {}

    private record Call(String name, List<Node> arguments) implements Node {}

    private record Binary(char operator, Node left, Node right) implements Node {}

    private final String text;
    private final Node root;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException that names what is wrong and where
     */
    public static Expression parse(String text) {
        Reader reader = new Reader(Objects.requireNonNull(text));
        Node root = reader.sum();
        reader.end();
        return new Expression(text.strip(), root);
    }

    /** The number. */
    public double value(Functions functions) {
        return number(evaluate(root, functions));
    }

    /** The curve; a single number is a curve of one point. */
    public double[] curve(Functions functions) {
        Object value = evaluate(root, functions);
        return value instanceof double[] curve ? curve : new double[] {number(value)};
    }

    private Object evaluate(Node node, Functions functions) {
        if (node instanceof Literal literal) {
            return literal.value;
        }
        if (node instanceof Call call) {
            return functions.call(
                    call.name,
                    call.arguments.stream()
                            .map(argument -> evaluate(argument, functions))
                            .toList());
        }
        Binary binary = (Binary) node;
        double left = number(evaluate(binary.left, functions));
        double right = number(evaluate(binary.right, functions));
        return switch (binary.operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '/' -> left / right;
            default -> Math.pow(left, right);
        };
    }

    private double number(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a number: " + describe(value));
    }

    private static String describe(Object value) {
        return value instanceof double[]
                ? "it holds a curve"
                : "\"" + value + "\" is a word; a function has brackets behind it";
    }

    /** Expressions are equal if they are written the same: a lesson read twice is the same lesson. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Reads from left to right; the usual precedence. */
    private static final class Reader {
        /** The deepest nesting: more than lessons need, and few enough that neither reading nor computing overflows the stack. */
        private static final int MOST_SIGNS = 200;

        private final String text;
        private int at;
        private int signs;

        Reader(String text) {
            this.text = text;
        }

        Node sum() {
            Node left = product();
            while (peek('+') || peek('-')) {
                char operator = take();
                left = new Binary(operator, left, product());
            }
            return left;
        }

        private Node product() {
            Node left = signed();
            while (peek('*') || peek('/')) {
                char operator = take();
                left = new Binary(operator, left, signed());
            }
            return left;
        }

        private Node signed() {
            if (peek('-')) {
                take();
                return new Binary('-', new Literal(0.0), signed());
            }
            return power();
        }

        private Node power() {
            Node base = operand();
            return peek('^') ? new Binary(take(), base, signed()) : base;
        }

        /** The sign or opening bracket that was looked at. */
        private char take() {
            if (++signs > MOST_SIGNS) {
                throw new IllegalArgumentException("an expression of " + text.length()
                        + " characters cannot be computed: it has more than " + MOST_SIGNS
                        + " signs and brackets; state several numbers instead");
            }
            return text.charAt(at++);
        }

        private Node operand() {
            if (peek('(')) {
                take();
                Node inner = sum();
                expect(')');
                return inner;
            }
            String word = word();
            if (Character.isDigit(word.charAt(0)) || word.charAt(0) == '.') {
                return new Literal(decimal(word));
            }
            if (!peek('(')) {
                return new Literal(word);
            }
            take();
            List<Node> arguments = new ArrayList<>();
            if (!peek(')')) {
                arguments.add(sum());
                while (peek(',')) {
                    at++;
                    arguments.add(sum());
                }
            }
            expect(')');
            return new Call(word, arguments);
        }

        private Double decimal(String word) {
            return Decimals.read(word)
                    .orElseThrow(
                            () -> new IllegalArgumentException("\"" + word + "\" in \"" + text + "\" is not a number"));
        }

        private String word() {
            skipSpace();
            int start = at;
            while (at < text.length() && isWord(text.charAt(at), start)) {
                at++;
            }
            if (at == start) {
                throw new IllegalArgumentException("\"" + text + "\" cannot be computed: "
                        + (at >= text.length()
                                ? "something is missing at the end"
                                : "\"" + text.charAt(at) + "\" is out of place"));
            }
            return text.substring(start, at);
        }

        private boolean isWord(char c, int start) {
            boolean exponentSign =
                    c == '-' && at > start && Character.isDigit(text.charAt(start)) && text.charAt(at - 1) == 'e';
            return Character.isLetterOrDigit(c) || c == '_' || c == '.' || exponentSign;
        }

        private boolean peek(char c) {
            skipSpace();
            return at < text.length() && text.charAt(at) == c;
        }

        private void expect(char c) {
            if (!peek(c)) {
                throw new IllegalArgumentException("\"" + text + "\" cannot be computed: a \"" + c + "\" is missing");
            }
            at++;
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        void end() {
            skipSpace();
            if (at < text.length()) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" cannot be computed: \"" + text.substring(at) + "\" is left over");
            }
        }
    }
}
