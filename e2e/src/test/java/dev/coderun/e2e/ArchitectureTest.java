package dev.coderun.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What may know what among the tests: they meet the server as people do, from outside.
@Tag("architecture")
class ArchitectureTest {
    private static final int CLASSES_AT_LEAST = 10;

    private final JavaClasses classes = new ClassFileImporter().importPackages("dev.coderun.e2e");

    @Test
    void enoughIsSeenToMeanAnything() {
        assertThat(classes.size()).isGreaterThan(CLASSES_AT_LEAST);
    }

    @Test
    void noClassOfTheServerIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.coderun.server..", "dev.coderun.session..", "dev.coderun.executor..")
                .check(classes);
    }

    @Test
    void supportKnowsNoTest() {
        noClasses()
                .that()
                .resideInAPackage("dev.coderun.e2e.support")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.coderun.e2e")
                .check(classes);
        slices().matching("dev.coderun.(e2e.*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (var part : classes.getPackage("dev.coderun.e2e").getSubpackagesInTree()) {
            assertThat(part.isAnnotatedWith(NullMarked.class)).as(part.getName()).isTrue();
        }
    }
}
