package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/**
 * Compiles checked formulas to bytecode. Formulas compiled together share a class, which is much
 * faster than one at a time. A formula that is constant or a mere column needs no compiler.
 */
public final class FormulaCompiler {
  /** Source characters to a class, well below what its constant pool can hold. */
  private static final int MAX_SOURCE = 150_000;

  private static final String PACKAGE = FormulaCompiler.class.getPackageName();

  private FormulaCompiler() {}

  /** The formula as bytecode. */
  public static ColumnFormula compile(Typed formula) {
    return compileAll(List.of(formula)).get(0);
  }

  /** The formulas as bytecode, in their order. */
  public static List<ColumnFormula> compileAll(List<Typed> formulas) {
    ColumnFormula[] compiled = new ColumnFormula[formulas.size()];
    List<Integer> batch = new ArrayList<>();
    StringBuilder methods = new StringBuilder();
    for (int i = 0; i < compiled.length; i++) {
      Typed formula = formulas.get(i);
      compiled[i] = withoutCompiler(formula);
      if (compiled[i] == null) {
        methods.append(JavaSource.method("f" + batch.size(), formula.expr()));
        batch.add(i);
        if (methods.length() > MAX_SOURCE) {
          load(batch, methods, compiled);
        }
      }
    }
    load(batch, methods, compiled);
    return List.of(compiled);
  }

  private static ColumnFormula withoutCompiler(Typed formula) {
    if (formula.expr() instanceof Expr.Column column) {
      int c = column.index();
      return (columns, parameters, from, to, out) -> {
        if (from < to) {
          System.arraycopy(columns[c], from, out, from, to - from);
        }
      };
    }
    if (formula.expr() instanceof Expr.Stored stored
        && stored.read() instanceof Expr.Column column) {
      int c = column.index();
      return (columns, parameters, from, to, out) -> {
        for (int i = from; i < to; i++) {
          out[i] = columns[c][i] == 1 ? 1 : 0;
        }
      };
    }
    if (formula.constant()) {
      return (columns, parameters, from, to, out) -> {
        if (from < to) {
          Arrays.fill(out, from, to, formula.value(parameters));
        }
      };
    }
    return null;
  }

  /** Compiles a batch, stores its formulas at their places, and empties it. */
  private static void load(List<Integer> batch, StringBuilder methods, ColumnFormula[] compiled) {
    if (batch.isEmpty()) {
      return;
    }
    StringBuilder source = new StringBuilder();
    source
        .append("package " + PACKAGE + ";\n")
        .append("public final class Compiled implements ColumnFormula {\n")
        .append("private final int which;\n")
        .append("public Compiled(int which) { this.which = which; }\n")
        .append("public void evaluate(double[][] columns, double[] parameters,")
        .append(" int from, int to, double[] out) {\nswitch (which) {\n");
    for (int k = 0; k < batch.size(); k++) {
      source.append("case " + k + ": f" + k + "(columns, parameters, from, to, out); break;\n");
    }
    source.append("default: throw new IllegalStateException();\n}\n}\n").append(methods);
    source.append("}\n");
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(FormulaCompiler.class.getClassLoader());
      compiler.cook(source.toString());
      var constructor =
          compiler.getClassLoader().loadClass(PACKAGE + ".Compiled").getConstructor(int.class);
      for (int k = 0; k < batch.size(); k++) {
        compiled[batch.get(k)] = (ColumnFormula) constructor.newInstance(k);
      }
    } catch (CompileException | ReflectiveOperationException e) {
      throw new IllegalStateException("a checked formula did not compile", e);
    }
    batch.clear();
    methods.setLength(0);
  }
}
