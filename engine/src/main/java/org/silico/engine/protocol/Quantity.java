package org.silico.engine.protocol;

import org.silico.engine.formula.Typed;

/**
 * A number, duration, rate or condition of a protocol, as a formula.
 *
 * @param formula checked against the {@link Layout} of the protocol
 * @param text as written
 */
public record Quantity(Typed formula, String text, Location location) {}
