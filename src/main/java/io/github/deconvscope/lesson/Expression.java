package io.github.deconvscope.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a number of a lesson is computed from: arithmetic over the functions of {@link LessonFunctions}, as in {@code rows(example_1) *
 * columns(example_1)}. Numbers, {@code + - * / ^}, brackets, functions of numbers and words.
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
        private static final int DEEPEST = 50;

        private final String text;
        private int at;
        private int depth;

        Reader(String text) {
            this.text = text;
        }

        Node sum() {
            if (++depth > DEEPEST) {
                throw new IllegalArgumentException("an expression is nested more than " + DEEPEST + " deep");
            }
            Node left = product();
            while (peek('+') || peek('-')) {
                char operator = text.charAt(at++);
                left = new Binary(operator, left, product());
            }
            depth--;
            return left;
        }

        private Node product() {
            Node left = power();
            while (peek('*') || peek('/')) {
                char operator = text.charAt(at++);
                left = new Binary(operator, left, power());
            }
            return left;
        }

        private Node power() {
            Node base = operand();
            if (peek('^')) {
                at++;
                return new Binary('^', base, operand());
            }
            return base;
        }

        private Node operand() {
            if (peek('-')) {
                at++;
                return new Binary('-', new Literal(0.0), operand());
            }
            if (peek('(')) {
                at++;
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
            at++;
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
            try {
                return Double.valueOf(word);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("\"" + word + "\" in \"" + text + "\" is not a number", e);
            }
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
