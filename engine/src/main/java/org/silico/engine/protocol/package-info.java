/**
 * A trial protocol as records and sealed interfaces, after reading and checking: names are
 * positions, formulas are typed, quantities know where they were written. Nothing here reads text,
 * and nothing here knows how a trial is simulated. {@link org.silico.engine.protocol.Protocol} is
 * the whole; {@link org.silico.engine.protocol.Layout} gives each thing that formulas may name its
 * column.
 */
package org.silico.engine.protocol;
