/** The protocol language as records and sealed interfaces, its reader, and located diagnostics. */
package org.silico.engine.protocol;
