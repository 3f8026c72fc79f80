package org.silico.jobs.query;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.WithWindowDefinition;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** One statement that reads tables of runs and does nothing else, parsed; no Spark is started. */
final class Question {
  /** What a parsed query consists of: everything else writes, sets, or runs programs. */
  private static final Set<String> READS =
      Set.of(
          "Aggregate",
          "Deduplicate",
          "Distinct",
          "Except",
          "Filter",
          "Generate",
          "GlobalLimit",
          "Intersect",
          "Join",
          "LateralJoin",
          "LocalLimit",
          "LocalRelation",
          "Offset",
          "OneRowRelation",
          "PipeOperator",
          "Pivot",
          "Project",
          "Sample",
          "Sort",
          "SubqueryAlias",
          "Union",
          "UnresolvedHaving",
          "UnresolvedHint",
          "UnresolvedInlineTable",
          "UnresolvedQualify",
          "UnresolvedRelation",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedTVFAliases",
          "UnresolvedTableValuedFunction",
          "UnresolvedWith",
          "Unpivot",
          "Window",
          "WithWindowDefinition");

  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "range",
          "explode",
          "explode_outer",
          "inline",
          "inline_outer",
          "posexplode",
          "posexplode_outer",
          "stack");

  /** They call any method of Java. */
  private static final Set<String> FORBIDDEN = Set.of("java_method", "reflect", "try_reflect");

  private final String sql;
  private final Set<String> relations = new LinkedHashSet<>();

  private Question(String sql) {
    this.sql = sql;
  }

  /**
   * @throws QueryException if it is no SQL, does more than to read, or names a table that no run
   *     has
   */
  static Question of(String sql, RunTables tables) {
    // what looks like ${name} is no setting or variable of this machine
    SQLConf.get().setConfString("spark.sql.variable.substitute", "false");
    LogicalPlan plan;
    try {
      plan = new SparkSqlParser().parsePlan(sql);
    } catch (Exception e) { // Scala throws checked exceptions undeclared
      throw SparkErrors.of(e, tables, Set.of());
    }
    Question question = new Question(sql);
    question.walk(plan, tables);
    return question;
  }

  String sql() {
    return sql;
  }

  /** Names of the tables of the runs that it reads, as written. */
  Set<String> tables() {
    return relations;
  }

  private void walk(LogicalPlan root, RunTables tables) {
    Set<UnresolvedRelation> named = new LinkedHashSet<>();
    Set<String> defined = new HashSet<>();
    Deque<LogicalPlan> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      open.remove()
          .foreachWithSubqueries(
              node -> {
                refuse(node);
                if (node instanceof UnresolvedRelation relation) {
                  named.add(relation);
                } else if (node instanceof UnresolvedWith with) {
                  CollectionConverters.asJava(with.cteRelations())
                      .forEach(
                          cte -> {
                            defined.add(cte._1().toLowerCase(Locale.ROOT));
                            open.add(cte._2());
                          });
                } else if (node instanceof WithWindowDefinition windows) {
                  CollectionConverters.asJava(windows.windowDefinitions())
                      .values()
                      .forEach(Question::refuse);
                } else if (node instanceof UnresolvedTableValuedFunction function) {
                  refuseTableFunction(function);
                }
                CollectionConverters.asJava(node.expressions()).forEach(Question::refuse);
                return BoxedUnit.UNIT;
              });
    }
    for (UnresolvedRelation relation : named) {
      String name = relation.multipartIdentifier().last();
      if (relation.multipartIdentifier().size() > 1) {
        throw at(
            relation.origin(),
            "only the tables of the run can be read, by their names: "
                + String.join(", ", tables.names()));
      }
      if (tables.has(name)) {
        relations.add(name.toUpperCase(Locale.ROOT));
      } else if (!defined.contains(name.toLowerCase(Locale.ROOT))) {
        throw at(relation.origin(), Unknown.table(name, tables.names()));
      }
    }
  }

  private static void refuse(LogicalPlan node) {
    String kind = node.getClass().getSimpleName().replace("$", "");
    if (!READS.contains(kind)) {
      throw at(
          node.origin(),
          "this is more than a question ("
              + kind
              + "); the tables of a run can only be read, by SELECT");
    }
  }

  private static void refuse(Expression expression) {
    expression.foreach(
        part -> {
          if (part instanceof UnresolvedFunction function) {
            String name = function.nameParts().last().toLowerCase(Locale.ROOT);
            if (FORBIDDEN.contains(name)) {
              throw at(function.origin(), "the function " + name + " cannot be used here");
            }
          }
          return BoxedUnit.UNIT;
        });
  }

  private static void refuseTableFunction(UnresolvedTableValuedFunction function) {
    String name = function.name().last().toLowerCase(Locale.ROOT);
    if (!TABLE_FUNCTIONS.contains(name)) {
      throw at(function.origin(), "the function " + name + " cannot be used here");
    }
  }

  private static QueryException at(
      org.apache.spark.sql.catalyst.trees.Origin origin, String message) {
    return SparkErrors.at(origin.line(), origin.startPosition(), message);
  }
}
