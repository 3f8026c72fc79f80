/** Operating characteristics and their Monte-Carlo standard errors. */
package org.silico.engine.evaluation;
