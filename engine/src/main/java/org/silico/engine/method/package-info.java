/**
 * Statistical methods as data: what each is called, which options it has, which outcomes and rows
 * it takes, what it estimates, and how.
 *
 * <p>A method is one file and one line in {@link org.silico.engine.method.Methods}. The shapes of
 * the language, the checks of a protocol, the plan of an analysis, true values and the reference
 * page ask the method; none of them knows one by name. A method does not read itself from a
 * protocol, and knows nothing of trials: it sees {@linkplain org.silico.engine.method.AnalysisRows
 * rows} and a {@linkplain org.silico.engine.method.Setting setting}. Its arithmetic is in {@link
 * org.silico.engine.analysis}.
 */
package org.silico.engine.method;
