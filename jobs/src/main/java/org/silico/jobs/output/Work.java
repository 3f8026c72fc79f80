package org.silico.jobs.output;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/** What every task of a wave needs. */
record Work(Broadcast<Simulation> simulation, PartitionResults results) implements Serializable {}
