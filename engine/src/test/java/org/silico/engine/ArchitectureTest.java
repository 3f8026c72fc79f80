package org.silico.engine;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may use which, and what none may. */
class ArchitectureTest {
  private static final String ROOT = "org.silico.engine.";

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.silico.engine");

  /** Packages with those that they may use besides themselves and {@code arithmetic}. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("arithmetic", Set.of()),
          Map.entry("random", Set.of()),
          Map.entry("analysis", Set.of()),
          Map.entry("design", Set.of("random")),
          Map.entry("table", Set.of()),
          Map.entry("formula", Set.of("random")),
          Map.entry("model", Set.of("formula", "random")),
          Map.entry("language", Set.of("formula")),
          Map.entry("method", Set.of("analysis")),
          Map.entry("protocol", Set.of("language", "method", "formula", "random", "model")),
          Map.entry(
              "reader", Set.of("protocol", "language", "method", "formula", "random", "model")),
          Map.entry(
              "plan",
              Set.of("design", "protocol", "language", "method", "formula", "random", "model")),
          Map.entry("trial", Set.of("plan", "random", "protocol", "language", "formula", "model")),
          Map.entry("evaluation", Set.of("analysis", "trial")),
          Map.entry(
              "dataset",
              Set.of(
                  "table",
                  "evaluation",
                  "analysis",
                  "trial",
                  "plan",
                  "protocol",
                  "language",
                  "formula",
                  "random",
                  "model")),
          Map.entry(
              "simulation",
              Set.of(
                  "dataset",
                  "table",
                  "design",
                  "evaluation",
                  "analysis",
                  "trial",
                  "plan",
                  "protocol",
                  "method",
                  "language",
                  "formula",
                  "random",
                  "model")),
          Map.entry(
              "truth",
              Set.of(
                  "simulation",
                  "evaluation",
                  "analysis",
                  "trial",
                  "plan",
                  "protocol",
                  "method",
                  "language",
                  "formula",
                  "random",
                  "model")));

  private static final String ANGLES = "(a?(sin|cos|tan)|atan2|(sin|cos|tan)h)";

  static Set<String> packages() {
    return MAY_USE.keySet();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesThoseBeforeItInTheFlow(String name) {
    String[] forbidden =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
            .filter(other -> !other.equals("arithmetic"))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.length == 0 ? new String[] {"none"} : forbidden)
        .allowEmptyShould(true) // packages to come
        .check(ENGINE);
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    for (JavaClass c : ENGINE) {
      found.add(c.getPackageName().substring(ROOT.length()));
    }
    found.removeAll(MAY_USE.keySet());
    assertEquals(Set.of(), found);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.silico.engine.(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void theEngineKnowsNeitherSparkNorHadoop() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(ENGINE);
  }

  @Test
  void nothingDependsOnTheClock() {
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(ENGINE);
    noClasses().should().callMethod(System.class, "nanoTime").check(ENGINE);
    noClasses().should().dependOnClassesThat().resideInAPackage("java.time..").check(ENGINE);
  }

  /** Java leaves their last bit to the processor. */
  @Test
  void noBitDependsOnTheProcessor() {
    noClasses()
        .should()
        .accessTargetWhere(
            target(owner(equivalentTo(Math.class)))
                .and(target(nameMatching("exp|expm1|log|log10|log1p|pow|cbrt|hypot|" + ANGLES))))
        .check(ENGINE);
  }

  @Test
  void randomNumbersComeFromStreamsOnly() {
    noClasses().should().callMethod(Math.class, "random").check(ENGINE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java.util.(Random|SplittableRandom|random..*|concurrent.ThreadLocal.*)")
        .check(ENGINE);
  }

  @Test
  void nothingDependsOnTheMachinesLocaleOrCharset() {
    noClasses().should().callMethod(Locale.class, "getDefault").check(ENGINE);
    noClasses().should().callMethod(Charset.class, "defaultCharset").check(ENGINE);
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .check(ENGINE);
    noClasses().should().callMethod(String.class, "formatted", Object[].class).check(ENGINE);
    noClasses().should().callMethod(String.class, "toLowerCase").check(ENGINE);
    noClasses().should().callMethod(String.class, "toUpperCase").check(ENGINE);
    noClasses().should().callMethod(String.class, "getBytes").check(ENGINE);
  }

  @Test
  void staticStateDoesNotChange() {
    fields().that().areStatic().should().beFinal().check(ENGINE);
  }
}
