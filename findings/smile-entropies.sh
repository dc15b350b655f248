#!/usr/bin/env bash
# Smile: the entropy of a fair coin is 1, 0.726 or 0.693.
#
# One expects: one unit in one library. In bits it is 1, in nats 0.693.
# What happens: BernoulliDistribution and EmpiricalDistribution give bits, MathEx.entropy and the continuous distributions nats; all
#   are documented as Shannon's entropy, without a unit. BinomialDistribution gives nats by a formula for many throws: 0.726
#   for one throw of a fair coin, and for one with p = 0.01 it is -0.889 where 0.056 is right. No entropy of something
#   countable lies below 0. A gain of information that is worked out from two of these is in no unit.
# Seen with: com.github.haifengl:smile-core 3.1.1, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.github.haifengl</groupId><artifactId>smile-core</artifactId><version>3.1.1</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import smile.math.MathEx;
import smile.stat.distribution.BernoulliDistribution;
import smile.stat.distribution.BinomialDistribution;
import smile.stat.distribution.EmpiricalDistribution;
import smile.stat.distribution.GaussianDistribution;

class Finding {
    /** By definition, in nats. */
    static double entropy(double... probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            sum -= p == 0 ? 0 : p * Math.log(p);
        }
        return sum;
    }

    /** That of a binomial distribution: by definition, over all outcomes. */
    static double binomial(int n, double p) {
        double[] probabilities = new double[n + 1];
        double term = Math.pow(1 - p, n);
        for (int k = 0; k <= n; k++) {
            probabilities[k] = term;
            term *= p / (1 - p) * (n - k) / (k + 1);
        }
        return entropy(probabilities);
    }

    public static void main(String[] arguments) {
        double[] ps = {0.5, 0.1, 0.01};
        double[] seen = {0.7258, 0.2149, -0.8887};
        boolean same = true;
        System.out.println("Smile 3.1.1: entropies of a coin");
        for (int i = 0; i < ps.length; i++) {
            double p = ps[i];
            double nats = entropy(p, 1 - p);
            double bernoulli = new BernoulliDistribution(p).entropy();
            double empirical = new EmpiricalDistribution(new double[] {p, 1 - p}).entropy();
            double plain = MathEx.entropy(new double[] {p, 1 - p});
            double once = new BinomialDistribution(1, p).entropy();
            double tenTimes = new BinomialDistribution(10, p).entropy();
            System.out.printf("  p = %.2f: in nats %.4f, in bits %.4f; Bernoulli %.4f   Empirical %.4f   MathEx %.4f   Binomial %.4f%n",
                    p, nats, nats / Math.log(2), bernoulli, empirical, plain, once);
            System.out.printf("            thrown ten times: Binomial %.4f, in nats %.4f%n", tenTimes, binomial(10, p));
            same &= Math.abs(bernoulli - nats / Math.log(2)) < 1e-9 && Math.abs(empirical - nats / Math.log(2)) < 1e-9
                    && Math.abs(plain - nats) < 1e-9 && Math.abs(once - seen[i]) < 1e-4
                    && Math.abs(binomial(1, p) - nats) < 1e-12;
        }
        double gaussian = new GaussianDistribution(0, 1).entropy();
        System.out.printf("  standard normal distribution: %.4f, in nats %.4f%n", gaussian, 0.5 * Math.log(2 * Math.PI * Math.E));
        same &= Math.abs(gaussian - 0.5 * Math.log(2 * Math.PI * Math.E)) < 1e-9;
        if (!same) {
            System.out.println("The behaviour has changed: Bernoulli and Empirical were in bits, Binomial 0.7258, 0.2149, -0.8887.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -cp 'lib/*' Finding.java
