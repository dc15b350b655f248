package io.github.deconvscope.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The house rules of {@code CONTRIBUTING.md}: which package may know which. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String BASE = "io.github.deconvscope";

    /** A row of the table of {@code CONTRIBUTING.md}: the package, its job, what it may import. */
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| .* \\|(.*)\\|");

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> allowed = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("CONTRIBUTING.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                allowed.put(
                        row.group(1),
                        NAME.matcher(row.group(2))
                                .results()
                                .map(name -> name.group(1))
                                .collect(Collectors.toSet()));
                if (row.group(2).isBlank() != row.group(1).equals("base")) {
                    throw new AssertionError("only base may know nobody: " + line);
                }
            }
        }
        allowed.put("app", allowed.keySet());
        return allowed;
    }

    private static String topPackage(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE + ".") ? name.substring(BASE.length() + 1).split("\\.")[0] : "";
    }

    @ArchTest
    static void packagesImportWhatTheTableAllows(JavaClasses house) throws IOException {
        Map<String, Set<String>> table = table();
        Set<String> offences = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : house) {
            String from = topPackage(type);
            packages.add(from);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = topPackage(dependency.getTargetClass());
                if (!to.isEmpty()
                        && !to.equals(from)
                        && !table.getOrDefault(from, Set.of()).contains(to)) {
                    offences.add(from + " -> " + to + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(packages).as("the packages in the table").isEqualTo(table.keySet());
        assertThat(offences).isEmpty();
    }

    @ArchTest
    static final ArchRule onlyTheEngineKnowsDjl = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheWindowKnowsJavaFx = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".ui..", BASE + ".app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyFiguresDrawWithAwt = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".figure..")
            .and()
            .areNotAnnotatedWith(BASE + ".base.UsesAwt")
            .and(notInsideAClassThatUsesAwt())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..", "javax.imageio..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyCommandsPrint = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".cli..", BASE + ".app..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule modelsOfPagesAreTestedWithoutAToolkit = noClasses()
            .that()
            .resideInAPackage(BASE + ".ui.page..")
            .and()
            .haveSimpleNameEndingWith("Model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
            .allowEmptyShould(true);

    /** PyTorch keeps a pointer into a Java buffer that may be gone before the backward pass; see {@code Scalars}. */
    @ArchTest
    static final ArchRule gradientsNeverFlowThroughANumber = noClasses()
            .that()
            .resideInAPackage(BASE + ".engine..")
            .and()
            // What it works on has no graph: gradients that have come, and weights without theirs.
            .resideOutsideOfPackage(BASE + ".engine.optimizer..")
            .should()
            .callMethod("ai.djl.ndarray.NDArray", "mul", "java.lang.Number")
            .orShould()
            .callMethod("ai.djl.ndarray.NDArray", "div", "java.lang.Number")
            .orShould()
            .callMethod("ai.djl.ndarray.NDArray", "pow", "java.lang.Number");

    @ArchTest
    static final ArchRule numericsRefuseInWordsForAPerson = noClasses()
            .that()
            .resideInAnyPackage(BASE + ".math..", BASE + ".lab..")
            .should()
            .callConstructor(IllegalArgumentException.class, String.class)
            .orShould()
            .callConstructor(IllegalArgumentException.class, String.class, Throwable.class)
            .because("what is refused there is shown as it is: an InvalidInputException holds a whole sentence,"
                    + " and nobody above has to translate it");

    /** Every package is a slice of its own, so no two of them know each other, not even by way of others. */
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(BASE + ".(**)").should().beFreeOfCycles();

    /** Files and packages that one may have to look through to find something in {@code run}, and arrows to follow from there. */
    private static final int MOST_IN_RUN = 15;

    private static final int MOST_LAYERS_IN_RUN = 6;

    @ArchTest
    static void runHasFewRoomsAndFewLayers(JavaClasses house) throws IOException {
        try (Stream<Path> inside = Files.list(
                Path.of(System.getProperty("project.dir", "."), "src/main/java/io/github/deconvscope/run"))) {
            assertThat(inside.filter(path -> !path.endsWith("package-info.java")))
                    .as("files and packages directly in run")
                    .hasSizeLessThanOrEqualTo(MOST_IN_RUN);
        }
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : house) {
            if (topPackage(type).equals("run")) {
                Set<String> known = imports.computeIfAbsent(type.getPackageName(), none -> new TreeSet<>());
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (topPackage(target).equals("run")
                            && !target.getPackageName().equals(type.getPackageName())) {
                        known.add(target.getPackageName());
                    }
                }
            }
        }
        assertThat(imports).hasSizeGreaterThan(5);
        assertThat(imports.keySet().stream()
                        .mapToInt(name -> layers(name, imports))
                        .max()
                        .orElseThrow())
                .as("layers of the packages of run: " + imports)
                .isLessThanOrEqualTo(MOST_LAYERS_IN_RUN);
    }

    /** How many packages the longest way along imports goes through; there is no cycle. */
    private static int layers(String name, Map<String, Set<String>> imports) {
        return 1
                + imports.get(name).stream()
                        .mapToInt(next -> layers(next, imports))
                        .max()
                        .orElse(0);
    }

    @ArchTest
    static final ArchRule thereIsOneLogger = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(BASE + ".ui.shell.JavaFxLog")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.System$Logger")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging")
            .because("slf4j is what DJL logs with: one set of levels, one place to send them to."
                    + " Only ui.shell.JavaFxLog filters what JavaFX logs through java.util.logging");

    @ArchTest
    static final ArchRule tooltipsAreMadeWhenTheMouseComes = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(BASE + ".ui.theme.Tip")
            .should()
            .callConstructor("javafx.scene.control.Tooltip")
            .orShould()
            .callConstructor("javafx.scene.control.Tooltip", "java.lang.String")
            .because("each is a window with a scene of its own: Tip keeps the text until somebody points at it");

    @ArchTest
    static final ArchRule noClassIsCalledUtil =
            classes().should().haveSimpleNameNotEndingWith("Utils").allowEmptyShould(true);

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> notInsideAClassThatUsesAwt() {
        return new com.tngtech.archunit.base.DescribedPredicate<>("not inside a class annotated @UsesAwt") {
            @Override
            public boolean test(JavaClass type) {
                JavaClass outer = type;
                while (outer.getEnclosingClass().isPresent()) {
                    outer = outer.getEnclosingClass().get();
                    if (((CanBeAnnotated) outer).isAnnotatedWith(BASE + ".base.UsesAwt")) {
                        return false;
                    }
                }
                return true;
            }
        };
    }
}
