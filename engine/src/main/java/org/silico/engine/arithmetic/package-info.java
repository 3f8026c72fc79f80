/**
 * Elementary functions whose last bit is the same on every processor.
 *
 * <p>{@link java.lang.Math} leaves the last bit of {@code log}, {@code exp} and {@code log1p} to
 * the virtual machine, and they do differ between processors and between interpreted and compiled
 * code. {@link org.silico.engine.arithmetic.Elementary} is made of operations that IEEE 754 fixes,
 * so a run has the same bytes everywhere. What is seldom called takes {@link java.lang.StrictMath}.
 */
package org.silico.engine.arithmetic;
