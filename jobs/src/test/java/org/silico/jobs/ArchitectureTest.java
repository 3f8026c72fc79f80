package org.silico.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.jobs.run.CheckedProtocol;

/** Which package may use which, and what only the command line may do. */
class ArchitectureTest {
  private static final String ROOT = "org.silico.jobs.";

  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.silico.jobs");

  /** Packages with those that they may use besides themselves and the engine. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "parquet", Set.of(),
          "output", Set.of("parquet"),
          "run", Set.of("output"),
          "size", Set.of("run"),
          "compare", Set.of("run"),
          "query", Set.of("run", "output"),
          "report", Set.of("run", "size", "compare"),
          "standard", Set.of("query"),
          "page", Set.of("report", "query", "run", "output", "parquet"),
          "cli", Set.of("run", "size", "compare", "report", "page", "query", "output", "standard"));

  static Set<String> packages() {
    return MAY_USE.keySet();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesThoseBelowIt(String name) {
    String[] forbidden =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.length == 0 ? new String[] {"none"} : forbidden)
        .check(JOBS);
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    for (JavaClass c : JOBS) {
      found.add(c.getPackageName().substring(ROOT.length()));
    }
    assertEquals(new TreeSet<>(MAY_USE.keySet()), found);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.silico.jobs.(*)..").should().beFreeOfCycles().check(JOBS);
  }

  @Test
  void onlyTheCommandLineKnowsItsLibraries() {
    noClasses()
        .that(outsideTheCommandLine())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", "org.jline..")
        .check(JOBS);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses().that(outsideTheCommandLine()).should().accessField(System.class, "out").check(JOBS);
    noClasses().that(outsideTheCommandLine()).should().accessField(System.class, "err").check(JOBS);
    noClasses()
        .that(outsideTheCommandLine())
        .should()
        .callMethod(Throwable.class, "printStackTrace")
        .check(JOBS);
  }

  @Test
  void onlyTheCommandLineEndsTheProcessOrWatchesItsEnd() {
    noClasses()
        .that(outsideTheCommandLine())
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .callMethod(Runtime.class, "addShutdownHook", Thread.class)
        .check(JOBS);
  }

  /** Commands that need no Spark start without its jars, with what these classes need. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CheckedProtocol",
        "RunSpec",
        "Settings",
        "Scenarios",
        "ScenarioFinding",
        "Version"
      })
  void whatIsAskedBeforeARunNeedsNoSpark(String name) {
    JavaClass found = JOBS.get(CheckedProtocol.class.getPackageName() + "." + name);
    assertTrue(found.getDirectDependenciesFromSelf().size() > 0);
    noClasses()
        .that()
        .haveFullyQualifiedName(found.getFullName())
        .should()
        .transitivelyDependOnClassesThat(resideInAPackage("org.apache.spark.."))
        .check(JOBS);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> outsideTheCommandLine() {
    return com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage(ROOT + "cli.."));
  }
}
