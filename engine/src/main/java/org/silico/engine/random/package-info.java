/** Counter-based random streams and the distributions drawn from them. */
package org.silico.engine.random;
