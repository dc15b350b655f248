package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.compute.TorchScript;
import io.github.deconvscope.run.config.WhiteningNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions behind {@link InverseRoot}, written in TorchScript for one form of it.
 *
 * @param norm what the matrices were divided by
 * @param scale M over N, see {@link RootFactor#scale}
 * @param dimensions 2, or 3 for several matrices at once
 * @param blocks whether symmetric products are computed in blocks
 */
record RootScripts(WhiteningNorm norm, double scale, int dimensions, boolean blocks) {
    /** A matrix of its own, freed when nobody uses it: one of many in an array is freed with all of them. */
    private static final String ALONE = "torch.empty_like(n)";

    private static final Map<Object, TorchScript> WRITTEN = new ConcurrentHashMap<>();

    /**
     * What a function is written for.
     *
     * @param first whether Z is the identity before the factors
     * @param last whether Y and N are not needed after them
     */
    private record Forward(RootScripts form, List<RootFactor> factors, boolean first, boolean last) {}

    private record Gradient(RootScripts form, List<RootFactor> factors) {}

    /** Those for a root of such matrices. */
    static RootScripts of(Iteration iteration, NDArray a) {
        return new RootScripts(
                iteration.norm(),
                RootFactor.scale(iteration.polynomial()),
                a.getShape().dimension(),
                SymmetricProduct.inBlocks(a));
    }

    /** Z := R Z, Y := Y R, N := Z Y for each factor; parameters and result as of {@link InverseRoot}'s own method. */
    TorchScript forward(List<RootFactor> factors, boolean first, boolean last) {
        return WRITTEN.computeIfAbsent(new Forward(this, factors, first, last), key -> write((Forward) key));
    }

    private TorchScript write(Forward form) {
        Slots kept = new Slots("kept");
        Slots work = new Slots("work");
        StringBuilder body = new StringBuilder();
        String y = form.first ? "n" : "y";
        for (int i = 0; i < form.factors.size(); i++) {
            RootFactor factor = form.factors.get(i);
            boolean last = form.last && i + 1 == form.factors.size();
            body.append(note("n"));
            factor.kept().forEach(name -> body.append("%s = %s\n".formatted(name, kept.take())));
            body.append(factor.value(work));
            factor.kept().forEach(name -> body.append(note(name)));
            if (form.first && i == 0) {
                body.append("z = r\n");
            } else {
                body.append("z = (self).product(%s, r, z, 1.)\n".formatted(last ? ALONE : kept.take()));
            }
            body.append(note("z"));
            if (!last) {
                String next = form.last ? work.take() : "last";
                body.append("%s = (self).product(%s, %s, r, 1.)\n".formatted(next, form.last ? next : ALONE, y));
                if (i > 0) {
                    work.give(y);
                }
                y = next;
                body.append("n = (self).product(%s, z, %s, 1.)\n".formatted(kept.take(), y));
            }
        }
        if (!form.last) {
            body.append(note(y)).append(note("n"));
        }
        return TorchScript.ofList(
                        "InverseRoot",
                        form.first ? "n: Tensor" : "z: Tensor, y: Tensor, n: Tensor",
                        "results = annotate(List[Tensor], [])\n" + kept.made("n") + work.made("n") + body
                                + "return results\n")
                .with(SymmetricProduct.methods(dimensions, blocks));
    }

    private static String note(String name) {
        return "_1 = torch.append(results, " + name + ")\n";
    }

    /**
     * The gradient: its parameters are that of the value, the value, the norm, the root of the norm, and for each factor n, what it keeps and, but
     * for the last, Z after it.
     */
    TorchScript gradient(List<RootFactor> factors) {
        return WRITTEN.computeIfAbsent(new Gradient(this, List.copyOf(factors)), key -> write((Gradient) key));
    }

    private TorchScript write(Gradient form) {
        int count = form.factors.size();
        Slots work = new Slots("work");
        StringBuilder parameters = new StringBuilder("g: Tensor, value: Tensor, norm: Tensor, root: Tensor");
        String dn = work.take();
        // What is iterated is N = A over scale and norm, and the value is Z over the root of the norm.
        StringBuilder body = new StringBuilder(sumWithTranspose(dn, "g"))
                .append("%s = torch.div_(%s, torch.mul(root, %s))\n".formatted(dn, dn, 2 * scale));
        String dz = "";
        for (int i = 0; i < count; i++) {
            RootFactor factor = form.factors.get(i);
            boolean last = i + 1 == count;
            List<String> names = new ArrayList<>(List.of("n"));
            names.addAll(factor.kept());
            for (String name : names) {
                parameters.append(", %s%d: Tensor".formatted(name, i));
                body.append("%s = %s%d\n".formatted(name, name, i));
            }
            if (!last) {
                parameters.append(", z%d: Tensor".formatted(i));
            }
            body.append(factor.again());
            String half = last ? "" : work.take();
            if (!last) {
                body.append("%s = (self).whole(%s, %s, r, 0.5)\n".formatted(half, half, dn));
            }
            String dr = factor.derivative(work, dn, body);
            String before = dz;
            dz = i == 0 ? dr : work.take();
            if (i > 0) {
                body.append("%s = (self).sum(%s, 1., %s, z%d, r, %s)\n".formatted(dz, dz, dr, i - 1, before));
                work.give(before);
            }
            if (!last) {
                body.append("%s = %s_(%s, n, %s)\n".formatted(half, SymmetricProduct.multiply(dimensions), half, dr));
                String product = work.take();
                body.append("%s = (self).whole(%s, r, %s, 1.)\n".formatted(product, product, half));
                dn = half;
                body.append(sumWithTranspose(dn, product));
                work.give(product);
            }
            if (i > 0) {
                work.give(dr);
            }
        }
        body.append("dz = %s\n".formatted(dz))
                .append("""
                through = torch.mul(torch.sum(torch.mul(g, value), [-2, -1], True), 0.5)
                through = torch.add(through, torch.sum(torch.mul(dz, n0), [-2, -1], True), alpha=%s)
                through = torch.div(through, norm)
                return torch.addcmul_(torch.div(dz, norm), %s, through, value=%s)
                """.formatted(scale, ofNorm(), -Math.pow(scale, norm == WhiteningNorm.FROBENIUS ? 1 : 3)));
        return new TorchScript("InverseRootGradient", parameters.toString(), work.made("g") + body)
                .with(SymmetricProduct.methods(dimensions, blocks));
    }

    /** The lines that put a matrix and its transpose together. */
    static String sumWithTranspose(String result, String matrix) {
        return "%s = torch.add(%s, torch.transpose(%s, -2, -1), alpha=1, out=%s)\n"
                .formatted(result, matrix, matrix, result);
    }

    /** The derivative of the norm but for powers of the scale: of Frobenius' A over the norm, of Schatten's (A over the norm) cubed. */
    private String ofNorm() {
        String square = "(self).product(torch.empty_like(n0), n0, n0, 1.)";
        return norm == WhiteningNorm.FROBENIUS
                ? "n0"
                : "(self).product(torch.empty_like(n0), %s, n0, 1.)".formatted(square);
    }
}
