#!/usr/bin/env bash
# Encog: the derivative of the Gaussian activation, for which 0 is right at 0 and -0.18 at 0.8, is 1 and 2.35e17.
#
# One expects: an activation that has a derivative gives the slope of its curve. The documentation says of the Gaussian one that with
#   its derivative it can be used for training by propagation, and of the steepened sigmoid that its derivative is valid.
# What happens: the derivative of the Gaussian is an exponential of what should be its factor, without the minus signs: it is never
#   negative, so on the right of the peak training goes the wrong way, by steps of 2.35e17. That of the steepened sigmoid is taken at
#   the output instead of the input, and squared: 6.0 on the flat left, 0.0016 where the slope is 0.09. That of the bipolar
#   steepened sigmoid is 1 everywhere, that of the sine half the slope, since the sine has the double period. Each says that
#   it has a derivative. Sigmoid, tanh, both of Elliott and log are right. Nothing is raised. No report of it was found.
# Seen with: org.encog:encog-core 3.4, JDK 17, 1 December 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.encog</groupId><artifactId>encog-core</artifactId><version>3.4</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import org.encog.engine.network.activation.*;

class Finding {
    static final double[] INPUTS = {-2.3, -0.7, 0, 0.3, 0.8};
    static boolean same = true;

    static double value(ActivationFunction function, double x) {
        double[] values = {x};
        function.activationFunction(values, 0, 1);
        return values[0];
    }

    /** Compares with central differences; without numbers that were seen, the derivative was right. */
    static void compare(ActivationFunction function, double... seen) {
        System.out.printf("  %s, has a derivative: %b%n", function.getClass().getSimpleName(), function.hasDerivative());
        for (int i = 0; i < INPUTS.length; i++) {
            double x = INPUTS[i];
            double slope = (value(function, x + 1e-5) - value(function, x - 1e-5)) / 2e-5;
            double found = function.derivativeFunction(x, value(function, x));
            if (seen.length > 0) {
                System.out.printf("    at %4.1f: slope %8.4f, derivative %.4g%n", x, slope, found);
            }
            double expected = seen.length > 0 ? seen[i] : slope;
            same &= Math.abs(found - expected) < 1e-3 * Math.max(1, Math.abs(expected));
        }
    }

    public static void main(String[] arguments) {
        System.out.println("Encog 3.4");
        compare(new ActivationGaussian(), 0, 0, 1, 8.243, 2.354e17);
        compare(new ActivationSteepenedSigmoid(), 6.0021, 5.1169, 0.1515, 0.0080, 0.0016);
        compare(new ActivationBipolarSteepenedSigmoid(), 1, 1, 1, 1, 1);
        compare(new ActivationSIN(), -0.1122, 0.1700, 1, 0.8253, -0.0292);
        System.out.println("  as the slope, on the same inputs:");
        compare(new ActivationSigmoid());
        compare(new ActivationTANH());
        compare(new ActivationElliott());
        compare(new ActivationElliottSymmetric());
        compare(new ActivationLOG());
        if (!same) {
            System.out.println("The behaviour has changed: 0, 0, 1, 8.24 and 2.35e17 were seen for the Gaussian.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
