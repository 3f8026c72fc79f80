package org.silico.jobs.standard;

import org.silico.jobs.standard.Dataset.Variable;

/** Identifiers by which Dataset-JSON and Define-XML refer to each other. */
final class Oids {
  private Oids() {}

  static String study(String study) {
    return "STDY." + study;
  }

  static String metaData(String study) {
    return "MDV." + study;
  }

  static String itemGroup(Dataset data) {
    return "IG." + data.name();
  }

  static String item(Dataset data, Variable variable) {
    return "IT." + data.name() + "." + variable.name();
  }
}
