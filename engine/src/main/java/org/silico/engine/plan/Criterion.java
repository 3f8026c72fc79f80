package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.silico.engine.language.Location;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/**
 * A condition on who enters a trial.
 *
 * @param key as the author wrote it: {@code eligibility}, or {@code entry} of an endpoint
 * @param endpoint the endpoint of an {@code entry}, -1 for {@code eligibility}
 */
public record Criterion(String key, int endpoint, Location location) {

  /** The criteria of a protocol, that of the population first. */
  static List<Criterion> of(Protocol protocol) {
    List<Criterion> criteria = new ArrayList<>();
    protocol
        .population()
        .eligibility()
        .ifPresent(q -> criteria.add(new Criterion("'eligibility'", -1, q.location())));
    for (int e = 0; e < protocol.endpoints().size(); e++) {
      Endpoint endpoint = protocol.endpoints().get(e);
      Optional<Quantity> entry = endpoint.longitudinal().flatMap(Endpoint.Longitudinal::entry);
      if (entry.isPresent()) {
        String key = "'entry' of " + endpoint.name();
        criteria.add(new Criterion(key, e, entry.get().location()));
      }
    }
    return List.copyOf(criteria);
  }

  /** {@code 'eligibility' and 'entry' of HAMD}. */
  public static String names(List<Criterion> criteria) {
    return criteria.stream().map(Criterion::key).collect(Collectors.joining(" and "));
  }
}
