package org.silico.engine.random;

import java.util.List;
import java.util.function.Function;

/** A {@link DistributionFamily} made from its list of parameters and a constructor. */
record Family(
    String name,
    boolean discrete,
    List<Parameter> parameters,
    Function<double[], Distribution> constructor)
    implements DistributionFamily {

  @Override
  public Distribution of(double... theta) {
    return constructor.apply(check(theta));
  }

  /** The same values, each seen to be in its parameter's range. */
  double[] check(double... theta) {
    if (theta.length != parameters.size()) {
      throw new IllegalArgumentException(
          name
              + " takes "
              + parameters.size()
              + " parameters ("
              + String.join(", ", parameters.stream().map(Parameter::name).toList())
              + ") but was given "
              + theta.length);
    }
    for (int i = 0; i < theta.length; i++) {
      Parameter parameter = parameters.get(i);
      if (!parameter.allows(theta[i])) {
        throw new IllegalArgumentException(
            name
                + ": "
                + parameter.name()
                + " = "
                + theta[i]
                + " is outside "
                + parameter.range()
                + ", the range of the "
                + parameter.meaning());
      }
    }
    return theta;
  }

  @Override
  public String toString() {
    return name;
  }
}
