package org.silico.jobs.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL of a master: where Spark runs. */
final class Master {
  private static final Pattern LOCAL =
      Pattern.compile("local(\\[\\s*(\\*|[1-9]\\d{0,3})\\s*(,\\s*[1-9]\\d{0,3}\\s*)?])?");
  private static final Pattern STANDALONE =
      Pattern.compile("spark://[^\\s,/:]+:\\d{1,5}(,[^\\s,/:]+:\\d{1,5})*");
  private static final Pattern IN_PROCESSES = Pattern.compile("local-cluster\\[[^]]+]");
  private static final Pattern KUBERNETES = Pattern.compile("k8s://\\S+");

  private Master() {}

  /** Whether it is this process alone. */
  static boolean isLocal(String url) {
    return LOCAL.matcher(url).matches();
  }

  /**
   * @throws OptionException if Spark knows no such place
   */
  static void check(String url) {
    if (isLocal(url)
        || url.equals("yarn")
        || standalone(url)
        || KUBERNETES.matcher(url).matches()
        || IN_PROCESSES.matcher(url).matches()) {
      return;
    }
    throw new OptionException(
        "--master: '"
            + url
            + "'; must be local[*] for all cores of this machine, local[N] for N of them (1 to"
            + " 9999), spark://host:port, yarn or k8s://…");
  }

  private static boolean standalone(String url) {
    if (!STANDALONE.matcher(url).matches()) {
      return false;
    }
    Matcher port = Pattern.compile(":(\\d+)(,|$)").matcher(url);
    while (port.find()) {
      if (Integer.parseInt(port.group(1)) > 65_535) {
        return false;
      }
    }
    return true;
  }
}
