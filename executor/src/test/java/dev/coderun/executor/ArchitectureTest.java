package dev.coderun.executor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("architecture")
final class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.coderun.executor");

    @Test
    void enoughClassesAreSeenToMeanAnything() {
        assertThat(CLASSES).hasSizeGreaterThan(40);
    }

    @Test
    void arrowsPointFromContainersToTheAgentToTheApi() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("api")
                .definedBy("dev.coderun.executor")
                .layer("agent")
                .definedBy("dev.coderun.executor.agent")
                .layer("judge")
                .definedBy("dev.coderun.executor.judge")
                .layer("docker")
                .definedBy("dev.coderun.executor.docker")
                .layer("local")
                .definedBy("dev.coderun.executor.local")
                .layer("unittests")
                .definedBy("dev.coderun.executor.unittests")
                .whereLayer("unittests")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("judge")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("docker")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("local")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("agent")
                .mayOnlyBeAccessedByLayers("docker", "local")
                .check(CLASSES);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.coderun.executor.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void dockerJavaIsKnownInOnePackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coderun.executor.docker")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.dockerjava..")
                .check(CLASSES);
    }

    @Test
    void nothingOfTheServerIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.coderun.server..", "dev.coderun.session..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(
                        com.tngtech.archunit.lang.conditions.ArchConditions.be(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "in a @NullMarked package",
                                        (JavaClass each) ->
                                                each.getPackage()
                                                        .isAnnotatedWith(NullMarked.class))))
                .check(CLASSES);
    }

    @Test
    void nothingIsPrintedAndNoExceptionIsGeneric() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
    }
}
