package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Endpoint;

/** Finds the endpoint that an analysis, an event or an estimand is of. */
final class EndpointChoice {
  private final Reading reading;
  private final List<Endpoint> endpoints;
  private final List<String> names;
  private final Set<String> broken;

  /**
   * @param broken names of endpoints that could not be read
   */
  EndpointChoice(Reading reading, List<Endpoint> endpoints, Set<String> broken) {
    this.reading = reading;
    this.endpoints = endpoints;
    this.names = endpoints.stream().map(Endpoint::name).toList();
    this.broken = broken;
  }

  /** The times to events besides an endpoint, which may compete with it. */
  Choices otherTimes(Endpoint own) {
    List<String> times = new ArrayList<>();
    Map<String, String> others = new HashMap<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.name().equals(own.name())) {
        others.put(
            own.name(), "is the endpoint that is analysed; write what may come before its event");
      } else if (endpoint.outcome() == Outcome.TIME_TO_EVENT) {
        times.add(endpoint.name());
      } else {
        String type =
            endpoint.longitudinal().isPresent() ? "longitudinal" : endpoint.outcome().words();
        others.put(
            endpoint.name(), "is " + type + "; only a time to event may come before another");
      }
    }
    return new Choices("competing endpoint", times, broken, others);
  }

  int position(String name) {
    return names.indexOf(name);
  }

  /** The endpoint of an analysis. */
  Optional<Endpoint> any(Written.Entries map) {
    if (!map.has("endpoint")) {
      if (endpoints.size() == 1 && broken.isEmpty()) {
        return Optional.of(endpoints.get(0));
      }
      if (endpoints.size() + broken.size() != 1) {
        reading.problems.add(
            map.key(),
            "write which endpoint is analysed: 'endpoint' is one of " + Quoting.list(names));
      }
      return Optional.empty();
    }
    return written(map, names, "endpoint").map(name -> endpoints.get(names.indexOf(name)));
  }

  /**
   * The longitudinal endpoint of something else.
   *
   * @param what such as "an estimand is of an endpoint"
   */
  Optional<Endpoint.Longitudinal> longitudinal(Written.Entries map, String what) {
    List<String> all =
        endpoints.stream()
            .filter(endpoint -> endpoint.longitudinal().isPresent())
            .map(Endpoint::name)
            .toList();
    Optional<String> name = Optional.empty();
    if (map.has("endpoint")) {
      name = written(map, all, "longitudinal endpoint");
    } else if (all.size() == 1 && broken.isEmpty()) {
      name = Optional.of(all.get(0));
    } else if (broken.isEmpty()) {
      reading.problems.add(
          map.key(),
          what
              + (all.isEmpty()
                  ? " of type 'longitudinal', and there is none"
                  : "; write which: 'endpoint' is one of " + Quoting.list(all)));
    }
    return name.map(own -> endpoints.get(names.indexOf(own)).longitudinal().orElseThrow());
  }

  private Optional<String> written(Written.Entries map, List<String> known, String what) {
    Optional<String> name = map.text("endpoint");
    if (name.isEmpty() || broken.contains(name.get())) {
      return Optional.empty();
    }
    if (!known.contains(name.get())) {
      reading.problems.add(
          map.need("endpoint").location(), Reading.unknown(what, name.get(), known));
      return Optional.empty();
    }
    return name;
  }
}
