package org.silico.engine.plan;

import org.silico.engine.language.Location;

/** What the author of a protocol called something, and where, for messages. */
public record Source(String name, Location location) {}
