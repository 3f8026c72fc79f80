package org.silico.jobs.page;

import java.util.Map;

/**
 * A chart with what it shows.
 *
 * @param id unique on the page
 * @param finding in a sentence, for who does not see the chart
 * @param option of ECharts
 * @param data what is drawn
 */
public record Figure(
    String id, String title, String finding, Map<String, Object> option, Grid data) {

  String html() {
    return "<figure>\n<h3>"
        + Html.text(title)
        + "</h3>\n<div class=\"chart\" id=\""
        + id
        + "\" role=\"img\" aria-label=\""
        + Html.text(finding)
        + "\"></div>\n<figcaption>"
        + Html.text(finding)
        + "</figcaption>\n<details><summary>The numbers of this figure</summary>\n"
        + Html.table(data, false)
        + "</details>\n</figure>\n";
  }
}
