// Draws the charts of the home page with uPlot, from what the page says about each column.
{
  const main = document.getElementById("content");
  const language = document.documentElement.lang;
  const HEIGHT = 190;
  const drawn = new Map();

  const redrawSized = new ResizeObserver((changes) => {
    for (const { target } of changes) drawn.get(target)?.setSize({ width: target.clientWidth, height: HEIGHT });
  });

  const draw = (host) => {
    drawn.get(host)?.destroy();
    const { times, amounts, texts } = JSON.parse(host.dataset.columns);
    const inUnits = 10 ** -Number(host.dataset.decimals);
    const money = new Intl.NumberFormat(language, {
      style: "currency",
      currency: host.dataset.currency,
      currencyDisplay: "narrowSymbol",
      notation: "compact",
      maximumFractionDigits: 1,
    });
    const style = getComputedStyle(host);
    const color = (name) => style.getPropertyValue(name).trim();
    const note = host.parentElement.querySelector(".chart-note");
    const font = `12px ${style.fontFamily}`;
    const axis = { font, stroke: color("--muted"), ticks: { show: false } };
    const last = amounts.length - 1;
    // The last one is not over.
    const colors = { unit: 3, values: () => amounts.map((_, i) => color("--accent") + (i === last ? "99" : "")) };
    const columns = uPlot.paths.bars({ size: [0.75, 48], radius: 0.12, disp: { fill: colors, stroke: colors } });
    const options = {
      width: host.clientWidth,
      height: HEIGHT,
      padding: [8, 0, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, range: [-0.5, last + 0.5] },
        y: { range: (plot, least, most) => [0, Math.max(most * 1.05, inUnits)] },
      },
      series: [{}, { paths: columns, points: { show: false } }],
      axes: [
        { ...axis, grid: { show: false }, size: 28, space: 72, incrs: [1, 2, 5, 10, 15, 30], values: (plot, at) => at.map((i) => times[i]) },
        {
          ...axis,
          grid: { stroke: color("--line"), width: 1, dash: [3, 4] },
          size: 72,
          space: 40,
          values: (plot, at) => at.map((amount) => money.format(amount)),
        },
      ],
      hooks: {
        // Drawing it anew loses the place of the pointer, but not what was read there.
        setCursor: [(plot) => (note.textContent = texts[plot.cursor.idx] ?? note.textContent)],
      },
    };
    redrawSized.observe(host);
    drawn.set(host, new uPlot(options, [times.map((_, i) => i), amounts.map((amount) => amount * inUnits)], host));
  };

  const drawAll = () => {
    for (const host of drawn.keys()) if (!host.isConnected) drawn.delete(host);
    main.querySelectorAll(".chart").forEach(draw);
  };

  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  // The page may change while it is open.
  const isOfChart = ({ type, addedNodes }) =>
    type === "attributes" || [...addedNodes].some((node) => node.querySelector?.(".chart"));
  new MutationObserver((changes) => changes.some(isOfChart) && drawAll()).observe(main, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-columns"],
  });
}
