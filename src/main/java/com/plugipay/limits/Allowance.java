package com.plugipay.limits;

import java.time.Duration;

/**
 * The result of taking one request from a bucket.
 *
 * @param limit how many requests may come at once
 * @param remaining how many of these are left
 * @param untilNext the time until a request is granted; zero when this one was
 * @param untilFull the time until the whole limit is available again, if no more requests come
 */
public record Allowance(boolean isGranted, long limit, long remaining, Duration untilNext, Duration untilFull) {}
