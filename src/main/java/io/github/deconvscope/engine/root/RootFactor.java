package io.github.deconvscope.engine.root;

import io.github.deconvscope.math.QuarticFactor;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one or two iterations multiply Z by: a polynomial R in M = Z Y, taken in N = M / scale, with its derivative, both as lines of TorchScript that
 * multiply as {@link SymmetricProduct#methods} do and put matrices where {@link Slots} say. All matrices are symmetric.
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

    /** Those of n, r and q that the derivative cannot make again without a product, but for n. */
    List<String> kept() {
        return switch (coefficients.size()) {
            case 2 -> List.of();
            case 3 -> List.of("r");
            default -> List.of("q", "r");
        };
    }

    /**
     * R from n. A quartic is leading (P Q + f I) with P = N^2 - N + b I and Q = N^2 + e I, see {@link QuarticFactor}: two products.
     *
     * @param slots where to put what is not kept; that is put into matrices with the names of {@link #kept}, which are there
     */
    String value(Slots slots) {
        return switch (coefficients.size()) {
            case 2 -> linear();
            case 3 -> """
                r = torch.add_((self).product(r, n, n, %s), n, alpha=%s)
                """.formatted(c(2), c(1)) + addToDiagonal("r", c(0));
            default -> {
                String p = slots.take();
                slots.give(p);
                yield "q = (self).product(q, n, n, 1.)\n"
                        + "%s = torch.sub(q, n, alpha=1, out=%s)\n".formatted(p, p)
                        + addToDiagonal(p, quartic().b())
                        + addToDiagonal("q", quartic().e())
                        + "r = (self).product(r, %s, q, %s)\n"
                                .formatted(p, quartic().leading())
                        + addToDiagonal("r", quartic().leading() * quartic().f());
            }
        };
    }

    /** R again, from n and what is kept. */
    String again() {
        return coefficients.size() == 2 ? linear() : "";
    }

    private String linear() {
        return "r = torch.mul(n, %s)\n".formatted(c(1)) + addToDiagonal("r", c(0));
    }

    /**
     * The derivative dr of R where n changes by dn.
     *
     * @param slots where to put what is computed on the way
     * @param dn the matrix that dn is in, which is used up
     * @param body takes the lines
     * @return the matrix that dr is in
     */
    String derivative(Slots slots, String dn, StringBuilder body) {
        if (coefficients.size() == 2) {
            body.append("%s = torch.mul_(%s, %s)\n".formatted(dn, dn, c(1)));
            return dn;
        }
        String half = slots.take();
        String square = slots.take();
        body.append("%s = (self).whole(%s, n, %s, 1.)\n".formatted(half, half, dn));
        body.append(RootScripts.sumWithTranspose(square, half));
        if (coefficients.size() == 3) {
            body.append(
                    "%s = torch.add_(torch.mul_(%s, %s), %s, alpha=%s)\n".formatted(square, square, c(2), dn, c(1)));
            slots.give(half, dn);
            return square;
        }
        String p = slots.take();
        body.append("%s = torch.sub(q, n, alpha=1, out=%s)\n".formatted(p, p));
        body.append(addToDiagonal(p, quartic().b() - quartic().e()));
        body.append("%s = torch.sub(%s, %s, alpha=1, out=%s)\n".formatted(half, square, dn, half));
        slots.give(dn);
        String dr = slots.take();
        body.append("%s = (self).sum(%s, %s, %s, q, %s, %s)\n"
                .formatted(dr, dr, quartic().leading(), half, p, square));
        slots.give(half, square, p);
        return dr;
    }

    private static String addToDiagonal(String matrix, double number) {
        return "_0 = torch.add_(torch.diagonal(%s, 0, -2, -1), %s)\n".formatted(matrix, number);
    }
}
