/** Blocks of rows, held by column, to Parquet files: page by page, never row by row. */
package org.silico.jobs.parquet;
