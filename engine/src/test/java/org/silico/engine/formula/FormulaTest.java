package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  @Test
  void namesAreTheFreeNamesInOrderOfAppearance() {
    Formula formula = Formula.parse("max(b, a) * 6 weeks + (if c == 'x' then pi else b)");
    assertEquals(List.of("b", "a", "c"), List.copyOf(formula.names()));
  }

  @Test
  void formulasWithOneTextAreEqual() {
    assertEquals(Formula.parse("a + 1"), Formula.parse("a + 1"));
    assertEquals(Formula.parse("a + 1").hashCode(), Formula.parse("a + 1").hashCode());
    assertNotEquals(Formula.parse("a + 1"), Formula.parse("a+1"));
    assertEquals("a + 1", Formula.parse("a + 1").toString());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        3,
        -3,
        0.1,
        -1e-7,
        1e300,
        Double.MIN_VALUE,
        -Double.MAX_VALUE,
        1e15,
        123456789012345678.0
      })
  void aConstantKeepsItsValue(double value) {
    Typed typed = Formula.constant(value).resolve(Example.SCOPE);
    assertEquals(
        Double.doubleToLongBits(value), Double.doubleToLongBits(typed.value(new double[0])));
    assertTrue(typed.constant());
  }

  @Test
  void aConstantIsFinite() {
    assertThrows(IllegalArgumentException.class, () -> Formula.constant(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Formula.constant(Double.POSITIVE_INFINITY));
    assertEquals("3", Formula.constant(3).text());
  }

  @Test
  void columnsAndConstancyAreKnown() {
    assertEquals(Set.of(0, 2), Example.typed("AGE * (TIME > 3 days) + effect").columns());
    assertTrue(Example.typed("effect * hazard").constant());
    assertFalse(Example.typed("effect * AGE").constant());
  }

  @Test
  void aNameIsWhatAFormulaCanMention() {
    assertTrue(Formula.isName("AGE") && Formula.isName("_x1") && Formula.isName("weeks"));
    assertFalse(Formula.isName("") || Formula.isName("1x") || Formula.isName("a b"));
    assertFalse(Formula.isName("and") || Formula.isName("pi") || Formula.isName("\u00c4"));
  }

  @Test
  void typesDescribeThemselves() {
    assertEquals("a duration", Type.duration().describe());
    assertEquals("a rate (per time)", Type.rate().describe());
    assertEquals("a plain number", Type.number().describe());
    assertEquals("a quantity in time^2", new Type.Num(2).describe());
    assertEquals("true or false", Type.truth().describe());
    assertEquals("a category", new Type.Category(List.of("a")).describe());
    assertThrows(IllegalArgumentException.class, () -> new Type.Category(List.of("a", "a")));
  }
}
