// Draws the charts of a report from the data beside them. The table below says the same.
"use strict";

const COLOURS = {
  joint: "#3f7f5f",
  unilateral_party: "#d9a441",
  unilateral_insurer: "#3f6f9c",
  joint_share: "#3f6f9c",
  notices_in_time: "#3f7f5f",
  notices_late: "#d9a441",
  notices_missing: "#b4483f",
  attendance_rate: "#3f6f9c",
  in_ten_days: "#3f7f5f",
  in_extended_time: "#3f6f9c",
  late: "#d9a441",
  overdue: "#b4483f",
  in_time_rate: "#3f6f9c",
};
const LIGHT = "#d9a441"; // on which figures are dark

function option(chart, width) {
  const share = chart.kind === "share";
  const percent = (value) => `${(value * 100).toFixed(1)}%`;
  return {
    animation: false,
    aria: { enabled: false }, // the figure has its own label
    grid: { left: 8, right: share ? 56 : 16, top: share ? 8 : 36, bottom: 8, containLabel: true },
    legend: share ? undefined : { top: 0, left: 0, itemWidth: 14 },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, valueFormatter: share ? percent : undefined },
    xAxis: { type: "value", max: share ? 1 : undefined, minInterval: share ? undefined : 1, axisLabel: { hideOverlap: true, formatter: share ? (value) => `${Math.round(value * 100)}%` : undefined } },
    yAxis: { type: "category", inverse: true, data: chart.labels, axisTick: { show: false }, axisLabel: { width: Math.min(220, width * 0.4), overflow: "truncate", color: "#1b2733" } },
    series: chart.series.map((series) => ({
      name: series.name,
      type: "bar",
      stack: share ? undefined : "all",
      barMaxWidth: 22,
      itemStyle: { color: COLOURS[series.column] },
      label: share
        ? { show: true, position: "right", formatter: (each) => percent(each.value), color: "#1b2733" }
        : { show: true, color: COLOURS[series.column] === LIGHT ? "#1b2733" : "#fff", formatter: (each) => each.value || "" },
      data: series.values.map(Number),
    })),
  };
}

const source = document.getElementById("chart-data");
if (source && window.echarts) {
  document.getElementById("charts").classList.add("drawn");
  for (const element of document.querySelectorAll("[data-chart]")) {
    const chart = JSON.parse(source.textContent)[Number(element.dataset.chart)];
    const height = 56 + 34 * chart.labels.length + (chart.kind === "share" ? 0 : 28);
    element.style.height = `${height}px`;
    const drawn = window.echarts.init(element, null, { renderer: "svg" });
    const draw = () => drawn.setOption(option(chart, element.clientWidth));
    draw();
    new ResizeObserver(() => {
      drawn.resize();
      draw();
    }).observe(element);
  }
}
