package org.silico.engine.method;

import java.util.function.LongFunction;
import org.silico.engine.analysis.MultipleImputation.Uniforms;

/**
 * What an estimator knows of the trial and the analysis.
 *
 * @param arms of the trial
 * @param days planned days of the visits: of one where the endpoint is seen once, NaN for a time
 * @param visit that is looked at, from 0
 * @param byVisit for each covariate whether it has an effect of its own at each visit
 * @param horizon days to which times to events are looked at; NaN for none
 * @param weight of stage 1; NaN for none
 * @param yesOrNo whether values at visits are yes or no
 * @param uniforms by trial the random numbers of this analysis
 */
public record Setting(
    int arms,
    double[] days,
    int visit,
    boolean[] byVisit,
    double horizon,
    double weight,
    boolean yesOrNo,
    LongFunction<Uniforms> uniforms) {}
