package io.github.deconvscope.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house rules of {@code CONTRIBUTING.md}: which package may know which. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String BASE = "io.github.deconvscope";

    private static ArchRule mayNotKnow(String who, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = BASE + "." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(BASE + "." + who + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }

    @ArchTest
    static final ArchRule mathKnowsNobody =
            mayNotKnow("math", "lab", "run", "engine", "figure", "lesson", "cli", "ui", "app");

    @ArchTest
    static final ArchRule labKnowsMath = mayNotKnow("lab", "run", "engine", "figure", "lesson", "cli", "ui", "app");

    @ArchTest
    static final ArchRule runKnowsMath = mayNotKnow("run", "lab", "engine", "figure", "lesson", "cli", "ui", "app");

    @ArchTest
    static final ArchRule engineKnowsMathLabAndRun = mayNotKnow("engine", "figure", "lesson", "cli", "ui", "app");

    @ArchTest
    static final ArchRule figureKnowsMathLabAndRun = mayNotKnow("figure", "engine", "lesson", "cli", "ui", "app");

    @ArchTest
    static final ArchRule lessonKnowsLabAndRun = mayNotKnow("lesson", "engine", "figure", "cli", "ui", "app");

    @ArchTest
    static final ArchRule cliMeetsTheEngineInInterfaces = mayNotKnow("cli", "engine", "ui", "app");

    @ArchTest
    static final ArchRule uiMeetsTheEngineInInterfaces = mayNotKnow("ui", "engine", "cli", "app");

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
            .areNotAnnotatedWith(BASE + ".figure.UsesAwt")
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
            .resideInAnyPackage(BASE + ".engine.layer..", BASE + ".engine.model..")
            .should()
            .callMethod("ai.djl.ndarray.NDArray", "mul", "java.lang.Number")
            .orShould()
            .callMethod("ai.djl.ndarray.NDArray", "div", "java.lang.Number")
            .orShould()
            .callMethod("ai.djl.ndarray.NDArray", "pow", "java.lang.Number");

    @ArchTest
    static final ArchRule partsOfTheEngineHaveNoCycles =
            slices().matching(BASE + ".engine.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

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
                    if (((CanBeAnnotated) outer).isAnnotatedWith(BASE + ".figure.UsesAwt")) {
                        return false;
                    }
                }
                return true;
            }
        };
    }
}
