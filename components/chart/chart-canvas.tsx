'use client';

import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { type Tokens, useTokens } from './tokens.ts';

use([BarChart, LineChart, CustomChart, GridComponent, TooltipComponent, SVGRenderer]);

/** What draws a chart from the colours in force. It is called anew when it is another function: keep it with useCallback. */
export type DrawChart = (tokens: Tokens) => EChartsCoreOption;

/** A chart in its box. Loaded by itself, with only the parts of ECharts that are used. */
export function ChartCanvas({ draw }: { readonly draw: DrawChart }) {
  const boxRef = useRef<HTMLDivElement>(null);
  const chartRef = useRef<EChartsType>(null);
  const tokens = useTokens();
  useEffect(() => {
    const box = boxRef.current;
    if (!box) return;
    const chart = init(box, null, { renderer: 'svg' });
    chartRef.current = chart;
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box);
    return () => {
      watch.disconnect();
      chart.dispose();
      chartRef.current = null;
    };
  }, []);
  useEffect(() => {
    if (tokens) chartRef.current?.setOption({ ...common(tokens), ...draw(tokens) }, { notMerge: true });
  }, [tokens, draw]);
  return <div ref={boxRef} className="size-full" />;
}

function common(tokens: Tokens): EChartsCoreOption {
  return {
    animation: tokens.moves,
    animationDuration: 400,
    textStyle: { fontFamily: tokens.font, color: tokens.ink2, fontSize: 12 },
  };
}
