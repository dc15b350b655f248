package io.github.deconvscope.engine.root;

import io.github.deconvscope.math.QuarticFactor;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one or two iterations multiply Z by: a polynomial R in M = Z Y, taken in N = M / scale, with its derivative, both as lines of TorchScript that
 * multiply as {@link SymmetricProduct#methods} do. All matrices are symmetric.
 *
 * @param coefficients of R, from that of I to that of N to the power 1, 2 or 4
 * @param iterations how many iterations this is
 */
record RootFactor(List<Double> coefficients, int iterations) {
    /** Two iterations of Newton-Schulz: 9/4 I - 39/16 M + 27/16 M^2 - 9/16 M^3 + 1/16 M^4. */
    private static final double[] TWO = {9 / 4.0, -39 / 16.0, 27 / 16.0, -9 / 16.0, 1 / 16.0};

    /** M = scale N, with which N^3 has minus the coefficient of N^4, where there is a fourth power: that saves passes over memory. */
    static double scale(WhiteningPolynomial polynomial) {
        return switch (polynomial) {
            case NEWTON_SCHULZ -> scale(TWO);
            case FITTED -> scale(polynomial.form().factor(2));
            case QUINTIC, POLAR_EXPRESS -> 1;
        };
    }

    private static double scale(double[] c) {
        return -c[3] / c[4];
    }

    /** The factors of all iterations: two of Newton-Schulz at once, unless each might be the last. */
    static List<RootFactor> of(Iteration iteration) {
        List<RootFactor> factors = new ArrayList<>();
        boolean pairs = iteration.polynomial() == WhiteningPolynomial.NEWTON_SCHULZ && !iteration.adaptive();
        for (int done = 0; done < iteration.count(); done += factors.get(factors.size() - 1).iterations) {
            factors.add(pairs && done + 1 < iteration.count() ? of(TWO, scale(TWO), 2) : single(iteration, done));
        }
        return factors;
    }

    /** The factor of one iteration, after so many. */
    static RootFactor single(Iteration iteration, int done) {
        return of(iteration.polynomial().form().factor(done + 1), scale(iteration.polynomial()), 1);
    }

    private static RootFactor of(double[] c, double scale, int iterations) {
        return new RootFactor(
                IntStream.range(0, c.length)
                        .mapToObj(i -> c[i] * Math.pow(scale, i))
                        .toList(),
                iterations);
    }

    private double c(int power) {
        return coefficients.get(power);
    }

    private QuarticFactor quartic() {
        return QuarticFactor.of(coefficients.stream().mapToDouble(c -> c).toArray());
    }

    /** The names of R and of what the derivative needs. */
    List<String> kept() {
        return coefficients.size() == 5 ? List.of("n", "r", "p", "q") : List.of("n", "r");
    }

    /** R from n. A quartic is leading (P Q + f I) with P = N^2 - N + b I and Q = N^2 + e I, see {@link QuarticFactor}: two products. */
    String value() {
        return switch (coefficients.size()) {
            case 2 -> """
                r = torch.mul(n, %s)
                """.formatted(c(1)) + addToDiagonal("r", c(0));
            case 3 -> """
                r = torch.add_((self).product(n, n, %s), n, alpha=%s)
                """.formatted(c(2), c(1)) + addToDiagonal("r", c(0));
            default ->
                """
                q = (self).product(n, n, 1.)
                p = torch.sub(q, n)
                %s%sr = (self).product(p, q, %s)
                """.formatted(
                                        addToDiagonal("p", quartic().b()),
                                        addToDiagonal("q", quartic().e()),
                                        quartic().leading())
                        + addToDiagonal("r", quartic().leading() * quartic().f());
        };
    }

    /** The derivative dr of R where n changes by dn, which is used up. */
    String derivative() {
        String ofSquare = """
                square = torch.matmul(n, dn)
                square = torch.add(square, torch.transpose(square, -2, -1))
                """;
        return switch (coefficients.size()) {
            case 2 -> """
                dr = torch.mul_(dn, %s)
                """.formatted(c(1));
            case 3 -> ofSquare + """
                dr = torch.add_(torch.mul_(square, %s), dn, alpha=%s)
                """.formatted(c(2), c(1));
            default -> ofSquare + """
                dr = (self).sum(%s, torch.sub(square, dn), q, p, square)
                """.formatted(quartic().leading());
        };
    }

    private static String addToDiagonal(String matrix, double number) {
        return "_0 = torch.add_(torch.diagonal(%s, 0, -2, -1), %s)\n".formatted(matrix, number);
    }
}
