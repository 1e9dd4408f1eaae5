package com.plugipay.overview;

import java.time.Instant;

/**
 * What happened in an hour or a day.
 *
 * @param start when it began
 */
public record OverviewPoint(Instant start, Figures figures) {}
