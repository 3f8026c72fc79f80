/**
 * The protocol's text and what may stand in it, without knowing what it means: YAML read into nodes
 * with their places ({@link org.silico.engine.language.YamlText}), shapes of sections ({@link
 * org.silico.engine.language.Shape}) against which the nodes are checked ({@link
 * org.silico.engine.language.ShapeCheck}), and problems told with file, line, column, what is wrong
 * and what would be right ({@link org.silico.engine.language.Problems}), all at once.
 */
package org.silico.engine.language;
