package dev.coderun.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("architecture")
class ArchitectureTest {

    private static final String SERVER = "dev.coderun.server";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(SERVER);

    @Test
    void theTestSeesTheServer() {
        assertThat(CLASSES).hasSizeGreaterThan(80);
    }

    @Test
    void packagesKnowOnlyWhatIsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(SERVER + "..")
                .layer("top")
                .definedBy(SERVER)
                .layer("piston")
                .definedBy(SERVER + ".piston..")
                .layer("livetest")
                .definedBy(SERVER + ".livetest..")
                .layer("content")
                .definedBy(SERVER + ".content..")
                .layer("problems")
                .definedBy(SERVER + ".problems..")
                .layer("run")
                .definedBy(SERVER + ".run..")
                .layer("session")
                .definedBy(SERVER + ".session..")
                .layer("identity")
                .definedBy(SERVER + ".identity..")
                .layer("transport")
                .definedBy(SERVER + ".transport..")
                .layer("dynamodb")
                .definedBy(SERVER + ".dynamodb..")
                .layer("web")
                .definedBy(SERVER + ".web..")
                .whereLayer("top")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("piston")
                .mayOnlyBeAccessedByLayers("top")
                .whereLayer("livetest")
                .mayOnlyBeAccessedByLayers("top")
                .whereLayer("content")
                .mayOnlyBeAccessedByLayers("top")
                .whereLayer("problems")
                .mayOnlyBeAccessedByLayers("content", "livetest", "top")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("piston", "problems", "livetest", "top")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("run", "problems", "livetest", "top")
                .whereLayer("identity")
                .mayOnlyBeAccessedByLayers("session", "run", "piston", "problems", "content", "top")
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("session", "run", "piston", "problems", "content", "top")
                .whereLayer("dynamodb")
                .mayOnlyBeAccessedByLayers(
                        "identity", "session", "run", "piston", "problems", "content", "top")
                .check(CLASSES);
    }

    @Test
    void noPackagesNeedEachOther() {
        slices().matching(SERVER + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES).allMatch(found -> found.getPackage().isAnnotatedWith(NullMarked.class));
    }

    @Test
    void tyrusIsKnownToTheTransportAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SERVER + ".transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.glassfish.tyrus..", "jakarta.websocket..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTopStartsDockerAndReadsTheEnvironment() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.coderun.executor.docker..")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheTopWritesToStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SERVER)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void nobodyThrowsGenericExceptions() {
        GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
    }
}
