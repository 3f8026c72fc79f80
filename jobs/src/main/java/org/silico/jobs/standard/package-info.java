/**
 * The patients of one trial in the forms of clinical data standards: SAS transport, Dataset-JSON,
 * Define-XML, CSV.
 */
package org.silico.jobs.standard;
