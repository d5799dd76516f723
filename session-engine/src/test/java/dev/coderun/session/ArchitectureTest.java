package dev.coderun.session;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Calendar;
import java.util.Date;
import java.util.Formatter;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("architecture")
class ArchitectureTest {
    private static final String BASE = "dev.coderun.session";

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(BASE);

    /// Those of `java.lang` and `java.util` through which one gets at threads, files, the clock or chance.
    private static final Class<?>[] IMPURE_TYPES = {
        Thread.class,
        ThreadGroup.class,
        LockSupport.class,
        Timer.class,
        Process.class,
        ProcessBuilder.class,
        ProcessHandle.class,
        Runtime.class,
        ClassLoader.class,
        ServiceLoader.class,
        ResourceBundle.class,
        Scanner.class,
        Formatter.class,
        Date.class,
        Calendar.class,
        Random.class,
        SplittableRandom.class,
        UUID.class
    };

    /// Methods that do so, whoever has them.
    private static final String IMPURE_NAMES =
            "parallel.*|random|forName|getResource.*|getClassLoader|load|loadLibrary";

    @Test
    void theRulesSeeTheWholeEngine() {
        assertThat(ENGINE.size()).isGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("purityRules")
    void theEngineHasNoInputOutputThreadsClocksOrRandomness(ArchRule rule) {
        rule.check(ENGINE);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Offenders.Sockets.class,
                Offenders.Files.class,
                Offenders.Streams.class,
                Offenders.Console.class,
                Offenders.Processes.class,
                Offenders.Resources.class,
                Offenders.Scanners.class,
                Offenders.Threads.class,
                Offenders.Pools.class,
                Offenders.Timers.class,
                Offenders.ParallelStreams.class,
                Offenders.ParallelSorts.class,
                Offenders.Naps.class,
                Offenders.Clocks.class,
                Offenders.NanoTimes.class,
                Offenders.Dates.class,
                Offenders.Calendars.class,
                Offenders.Randoms.class,
                Offenders.Dice.class,
                Offenders.Uuids.class,
                Offenders.Environments.class,
                Offenders.Reflection.class,
                Offenders.NativeCode.class
            })
    void whatTheEngineMustNotDoIsNoticed(Class<?> offender) {
        JavaClasses classes = new ClassFileImporter().importClasses(offender);

        assertThat(purityRules()).anyMatch(rule -> rule.evaluate(classes).hasViolation());
    }

    static Stream<ArchRule> purityRules() {
        return Stream.of(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                BASE + "..",
                                "java.lang",
                                "java.lang.invoke",
                                "java.lang.runtime",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.util.concurrent.locks",
                                "java.math",
                                "java.nio.charset",
                                "org.jspecify.."),
                noClasses().should().dependOnClassesThat().belongToAnyOf(IMPURE_TYPES),
                noClasses()
                        .should()
                        .accessTargetWhere(
                                target(owner(type(System.class)))
                                        .and(target(not(name("arraycopy"))))),
                noClasses().should().accessTargetWhere(target(nameMatching(IMPURE_NAMES))));
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
