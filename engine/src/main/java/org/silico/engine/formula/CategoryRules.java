package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rules of categories: they are compared with their own levels, and nothing else. */
final class CategoryRules {
  private final Scope scope;
  private final Problems problems;
  private final Function<Node, Checked> check;

  /** {@code check} gives the parts of a comparison their meaning. */
  CategoryRules(Scope scope, Problems problems, Function<Node, Checked> check) {
    this.scope = scope;
    this.problems = problems;
    this.check = check;
  }

  /** A comparison of which a part is a category or a level. */
  Checked comparison(Node.Chain node) {
    if (node.operands().size() > 2) {
      return problems.at(
          node, "a category cannot stand in a chain of comparisons; join them by 'and'");
    }
    Comparison operator = node.operators().get(0);
    boolean flipped = category(node.operands().get(0)) == null;
    Node left = node.operands().get(flipped ? 1 : 0);
    Node right = node.operands().get(flipped ? 0 : 1);
    Type.Category category = category(left);
    if (category == null) {
      // one side is a text: 'F' == AGE, or 'F' == 'M'
      Node text = left instanceof Node.Text ? left : right;
      Node other = text == left ? right : left;
      Checked meaning = other instanceof Node.Text ? null : check.apply(other);
      if (meaning != null) {
        String what = "'" + problems.quoted(other) + "' is " + meaning.type().describe();
        problems.at(text, what + ", not a category; it cannot be compared with text");
      } else if (other instanceof Node.Text) {
        problems.at(node, "compares a text with a text; one side must be a category");
      }
      return null;
    }
    if (operator != Comparison.EQUAL && operator != Comparison.NOT_EQUAL) {
      return problems.at(node, "the levels of a category have no order; use '==', '!=' or 'in'");
    }
    boolean negated = operator == Comparison.NOT_EQUAL;
    if (right instanceof Node.Text text) {
      return oneOf(node, left, category, List.of(text), negated);
    }
    String name = problems.quoted(left);
    if (right instanceof Node.Name word && scope.lookup(word.name()) == null) {
      String near = Nearest.of(word.name(), category.levels()).orElse(null);
      if (near != null) {
        return problems.at(
            word, "unknown name '" + word.name() + "'; a level stands in quotes: '" + near + "'");
      }
    }
    int before = problems.count();
    check.apply(right);
    return problems.count() > before
        ? null
        : problems.at(
            right,
            "'"
                + name
                + "' is a category; compare it with one of its levels: "
                + Problems.levels(category));
  }

  /** {@code operand in [levels]}. */
  Checked membership(Node.In node) {
    Type.Category category = category(node.operand());
    if (category == null) {
      Checked operand = check.apply(node.operand());
      return operand == null
          ? null
          : problems.at(
              node.operand(),
              "'in' wants a category before it, but found " + operand.type().describe());
    }
    return oneOf(node, node.operand(), category, node.levels(), node.negated());
  }

  private Checked oneOf(
      Node node, Node operand, Type.Category category, List<Node.Text> texts, boolean negated) {
    List<Integer> codes = new ArrayList<>();
    for (Node.Text text : texts) {
      int code = category.levels().indexOf(text.text());
      if (code < 0) {
        String hint = Nearest.hint(text.text(), category.levels());
        String message = "'" + problems.quoted(operand) + "' has no level '" + text.text() + "'";
        problems.at(
            text, message + (hint.isEmpty() ? "; it has " + Problems.levels(category) : hint));
      } else if (!codes.contains(code)) {
        codes.add(code);
      }
    }
    Checked read = check.apply(operand);
    return codes.isEmpty()
        ? null
        : new Checked(node, new Expr.OneOf(read.expr(), codes, negated), Type.truth());
  }

  /** The category that a name stands for, or null. */
  Type.Category category(Node node) {
    return node instanceof Node.Name name
            && scope.lookup(name.name()) != null
            && scope.lookup(name.name()).type() instanceof Type.Category category
        ? category
        : null;
  }
}
