package com.plugipay.limits;

import java.time.Duration;

/**
 * What came of asking for one request.
 *
 * @param limit how many may come at once
 * @param remaining how many of these are left
 * @param untilNext how long until another would be granted; zero when this one was
 * @param untilFull how long until all of the limit is there again, if nothing more is asked for
 */
public record Allowance(boolean isGranted, long limit, long remaining, Duration untilNext, Duration untilFull) {}
