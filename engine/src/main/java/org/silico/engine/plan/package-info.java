/** A protocol and one scenario, compiled to a trial as arrays and compiled formulas. */
package org.silico.engine.plan;
