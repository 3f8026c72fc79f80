/** Files of other programs' data standards: SAS transport. */
package org.silico.jobs.standard;
