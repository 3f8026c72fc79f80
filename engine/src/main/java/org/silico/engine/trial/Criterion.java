package org.silico.engine.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.silico.engine.language.Location;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Endpoint;

/**
 * A condition on who enters a trial.
 *
 * @param key as the author wrote it: {@code eligibility}, or {@code entry} of an endpoint
 * @param endpoint the endpoint of an {@code entry}, -1 for {@code eligibility}
 */
public record Criterion(String key, int endpoint, Location location) {

  /** The criteria of a trial, that of the population first. */
  public static List<Criterion> of(TrialPlan plan) {
    List<Criterion> criteria = new ArrayList<>();
    plan.protocol()
        .population()
        .eligibility()
        .ifPresent(q -> criteria.add(new Criterion("'eligibility'", -1, q.location())));
    for (int e = 0; e < plan.protocol().endpoints().size(); e++) {
      if (plan.protocol().endpoints().get(e) instanceof Endpoint.Longitudinal endpoint
          && endpoint.entry().isPresent()) {
        String key = "'entry' of " + endpoint.name();
        criteria.add(new Criterion(key, e, endpoint.entry().get().location()));
      }
    }
    return criteria;
  }

  /** {@code 'eligibility' and 'entry' of HAMD}. */
  public static String names(List<Criterion> criteria) {
    return criteria.stream().map(Criterion::key).collect(Collectors.joining(" and "));
  }
}
