package org.silico.engine.language;

import java.io.Serializable;

/**
 * A place in a protocol's text.
 *
 * @param line from 1
 * @param column from 1
 */
public record Location(int line, int column) implements Serializable {}
