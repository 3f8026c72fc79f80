/**
 * From text to {@link org.silico.engine.protocol.Protocol}: a reader for each section, beside the
 * shape that the section's text must have; the JSON Schema made from the same shapes; and the
 * checks that need the whole protocol. Nothing else in the engine uses this package.
 */
package org.silico.engine.reader;
