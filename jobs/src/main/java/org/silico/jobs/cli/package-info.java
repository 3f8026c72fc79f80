/** The command line: one file per command, all listed in {@link org.silico.jobs.cli.Silico}. */
package org.silico.jobs.cli;
