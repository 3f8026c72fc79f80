/**
 * The formula language of protocols: parse, check units and types, compile to bytecode.
 *
 * <p>A {@link org.silico.engine.formula.Formula} is parsed once, {@linkplain
 * org.silico.engine.formula.Formula#resolve resolved} against the names of a {@link
 * org.silico.engine.formula.Scope}, and the checked tree ({@link org.silico.engine.formula.Typed})
 * is interpreted when it is constant and {@linkplain org.silico.engine.formula.FormulaCompiler
 * compiled} when it runs over columns.
 *
 * <p>Protocol text is untrusted. Names become indices and levels become codes before any Java
 * source is written, so no character of a protocol ever reaches the Java compiler.
 *
 * <p>Time is counted in days throughout: a duration is a number of days, a rate a number per day.
 * Missing values are NaN and follow IEEE 754: every comparison with NaN is false, save {@code !=}
 * and {@code not in}, which are true.
 */
package org.silico.engine.formula;
