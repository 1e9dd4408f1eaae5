package com.plugipay.pages.dashboard.objects;

import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.view.Cell;
import java.util.function.BiFunction;

/** What is shown of an object under the text {@code field.<name>}. */
record Column<T>(String name, BiFunction<T, DashboardTexts, Cell> cell) {}
