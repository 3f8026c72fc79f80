/**
 * Simulates one trial on column blocks: enrol, randomise, treat, observe, drop out, cut the data.
 */
package org.silico.engine.trial;
