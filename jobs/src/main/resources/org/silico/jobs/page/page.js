(function () {
  'use strict';
  var options = JSON.parse(document.getElementById('figures').textContent);
  var charts = [];
  Object.keys(options).forEach(function (id) {
    var place = document.getElementById(id);
    var option = options[id];
    // a list of names needs a row for each
    if (option.yAxis && option.yAxis.type === 'category') {
      place.style.height = Math.max(12, 6 + 1.7 * option.yAxis.data.length) + 'rem';
    }
    var chart = echarts.init(place, null, { renderer: 'svg' });
    chart.setOption(option);
    charts.push(chart);
  });
  function resize() {
    charts.forEach(function (chart) { chart.resize(); });
  }
  window.addEventListener('resize', resize);
  window.addEventListener('beforeprint', function () {
    charts.forEach(function (chart) { chart.resize({ width: 680 }); });
  });
  window.addEventListener('afterprint', resize);

  function value(cell) {
    var text = cell.textContent.replace(/,/g, '');
    return text !== '' && isFinite(text) ? Number(text) : text;
  }
  document.querySelectorAll('table.sortable').forEach(function (table) {
    var body = table.tBodies[0];
    table.querySelectorAll('thead th').forEach(function (head, column) {
      head.querySelector('button').addEventListener('click', function () {
        var up = head.getAttribute('aria-sort') !== 'ascending';
        table.querySelectorAll('thead th').forEach(function (h) { h.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        Array.from(body.rows).sort(function (a, b) {
          var x = value(a.cells[column]);
          var y = value(b.cells[column]);
          var order = typeof x === typeof y ? (x < y ? -1 : x > y ? 1 : 0) : typeof x === 'number' ? -1 : 1;
          return up ? order : -order;
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
    var filter = table.closest('section').querySelector('.filter input');
    if (filter) {
      filter.addEventListener('input', function () {
        var words = filter.value.toLowerCase().split(/\s+/);
        Array.from(body.rows).forEach(function (row) {
          var text = row.textContent.toLowerCase();
          row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        });
      });
    }
  });
})();
