package org.silico.jobs.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * A file of the output.
 *
 * @param path from the output directory, with slashes
 * @param table the table that it belongs to; null of a file that is no table
 * @param rows null of a file that is no table
 * @param sha256 lower-case hexadecimal, computed while writing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WrittenFile(String path, String table, Long rows, long bytes, String sha256)
    implements Serializable {}
