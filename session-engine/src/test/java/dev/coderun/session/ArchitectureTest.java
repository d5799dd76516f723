package dev.coderun.session;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String BASE = "dev.coderun.session";

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(BASE);

    @Test
    void theRulesSeeTheWholeEngine() {
        assertThat(ENGINE.size()).isGreaterThan(30);
    }

    @Test
    void theEngineNeedsNothingButJavaBase() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        BASE + "..",
                        "java.lang..",
                        "java.util..",
                        "java.math",
                        "java.nio.charset",
                        "java.io",
                        "org.jspecify..")
                .check(ENGINE);
    }

    @Test
    void theEngineDoesNoInputOrOutput() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe(
                                "are files, sockets or streams",
                                type ->
                                        type.getPackageName().equals("java.io")
                                                && !type.getSimpleName().equals("Serial")
                                                && !type.getSimpleName().equals("Serializable")))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ENGINE);
    }

    @Test
    void theEngineHasNoThreadsClocksOrRandomness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(ENGINE);
    }

    @Test
    void packagesFormLayers() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("codec")
                .definedBy(BASE + ".codec")
                .layer("crdt")
                .definedBy(BASE + ".crdt")
                .layer("awareness")
                .definedBy(BASE + ".awareness")
                .layer("sync")
                .definedBy(BASE + ".sync")
                .layer("live")
                .definedBy(BASE + ".live")
                .whereLayer("live")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("sync")
                .mayOnlyBeAccessedByLayers("live")
                .whereLayer("crdt")
                .mayOnlyBeAccessedByLayers("sync", "live")
                .whereLayer("awareness")
                .mayOnlyBeAccessedByLayers("sync", "live")
                .check(ENGINE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(ENGINE)
                .allSatisfy(
                        type ->
                                assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                                        .as(type.getPackageName())
                                        .isTrue());
    }
}
