/**
 * The columns of every output table: name, type, label and origin; and blocks of rows held by
 * column.
 */
package org.silico.engine.table;
