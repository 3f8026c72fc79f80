package org.silico.jobs.page;

import java.util.List;

/**
 * A table of texts.
 *
 * @param rows each as long as the header
 */
public record Grid(String caption, List<String> header, List<List<String>> rows) {
  public Grid {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
