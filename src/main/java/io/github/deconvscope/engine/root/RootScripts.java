package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.compute.TorchScript;
import io.github.deconvscope.run.config.WhiteningNorm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions behind {@link InverseRoot}, written in TorchScript for one form of it.
 *
 * @param norm what the matrices were divided by
 * @param scale M over N, see {@link RootFactor#scale}
 * @param dimensions 2, or 3 for several matrices at once
 * @param blocks whether symmetric products are computed in blocks
 */
record RootScripts(WhiteningNorm norm, double scale, int dimensions, boolean blocks) {
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
        StringBuilder body = new StringBuilder("kept = annotate(List[Tensor], [])\n");
        if (form.first) {
            body.append("y = n\n");
        }
        for (int i = 0; i < form.factors.size(); i++) {
            RootFactor factor = form.factors.get(i);
            body.append(factor.value());
            factor.kept().forEach(name -> body.append(keep(name)));
            body.append(form.first && i == 0 ? "z = r\n" : "z = (self).product(r, z, 1.)\n");
            body.append(keep("z"));
            if (!form.last || i + 1 < form.factors.size()) {
                body.append("""
                        y = (self).product(y, r, 1.)
                        n = (self).product(z, y, 1.)
                        """);
            }
        }
        if (!form.last) {
            body.append(keep("y")).append(keep("n"));
        }
        return TorchScript.ofList(
                        "InverseRoot",
                        form.first ? "n: Tensor" : "z: Tensor, y: Tensor, n: Tensor",
                        body + "return kept\n")
                .with(SymmetricProduct.methods(dimensions, blocks));
    }

    private static String keep(String name) {
        return "_1 = torch.append(kept, " + name + ")\n";
    }

    /**
     * The gradient: its parameters are that of the value, the value, the norm, the root of the norm, and for each factor what it keeps and, but
     * for the last, Z after it.
     */
    TorchScript gradient(List<RootFactor> factors) {
        return WRITTEN.computeIfAbsent(new Gradient(this, List.copyOf(factors)), key -> write((Gradient) key));
    }

    private TorchScript write(Gradient form) {
        int count = form.factors.size();
        String multiply = SymmetricProduct.multiply(dimensions);
        StringBuilder parameters = new StringBuilder("g: Tensor, value: Tensor, norm: Tensor, root: Tensor");
        // What is iterated is N = A over scale and norm, and the value is Z over the root of the norm.
        StringBuilder body = new StringBuilder("""
                dn = torch.add(g, torch.transpose(g, -2, -1))
                dn = torch.div_(dn, torch.mul(root, %s))
                """.formatted(2 * scale));
        for (int i = 0; i < count; i++) {
            RootFactor factor = form.factors.get(i);
            boolean last = i + 1 == count;
            int number = i;
            List<String> names = last
                    ? factor.kept()
                    : Stream.concat(factor.kept().stream(), Stream.of("z")).toList();
            parameters.append(names.stream()
                    .map(name -> ", %s%d: Tensor".formatted(name, number))
                    .collect(Collectors.joining()));
            factor.kept().forEach(name -> body.append("%s = %s%d\n".formatted(name, name, number)));
            if (!last) {
                body.append("half = %s(dn, dn, r, beta=0, alpha=0.5)\n".formatted(multiply));
            }
            body.append(factor.derivative());
            body.append(i == 0 ? "dz = dr\n" : "dz = (self).sum(1., dr, z%d, r, dz)\n".formatted(i - 1));
            if (!last) {
                body.append("""
                        _1 = %s_(half, n, dr)
                        half = torch.matmul(r, half)
                        dn = torch.add(half, torch.transpose(half, -2, -1))
                        """.formatted(multiply));
            }
        }
        body.append("""
                through = torch.mul(torch.sum(torch.mul(g, value), [-2, -1], True), 0.5)
                through = torch.add(through, torch.sum(torch.mul(dz, n0), [-2, -1], True), alpha=%s)
                through = torch.div(through, norm)
                return torch.addcmul_(torch.div(dz, norm), %s, through, value=%s)
                """.formatted(scale, ofNorm(), -Math.pow(scale, norm == WhiteningNorm.FROBENIUS ? 1 : 3)));
        return new TorchScript("InverseRootGradient", parameters.toString(), body.toString())
                .with(SymmetricProduct.methods(dimensions, blocks));
    }

    /** The derivative of the norm but for powers of the scale: of Frobenius' A over the norm, of Schatten's (A over the norm) cubed. */
    private String ofNorm() {
        return norm == WhiteningNorm.FROBENIUS ? "n0" : "(self).product((self).product(n0, n0, 1.), n0, 1.)";
    }
}
