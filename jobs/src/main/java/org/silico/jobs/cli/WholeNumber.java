package org.silico.jobs.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers of the command line, also with an exponent: {@code 10000}, {@code 1e4}. */
final class WholeNumber implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    if (text.matches("[-+]?[0-9]{1,19}(\\.[0-9]{1,19})?([eE]\\+?[0-9]{1,2})?")) {
      try {
        return new BigDecimal(text).longValueExact();
      } catch (ArithmeticException e) {
        throw new TypeConversionException("'" + text + "' is no whole number of at most 64 bits");
      }
    }
    String digits = text.replaceAll("(?<=[0-9])[ ,'_.](?=[0-9]{3})", "");
    throw new TypeConversionException(
        "'"
            + text
            + "' is no whole number"
            + (digits.matches("[-+]?[0-9]+") ? "; write " + digits : ", for example 10000"));
  }
}
