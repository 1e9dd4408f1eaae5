package com.plugipay.billing.clocks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a customer lives.
 *
 * @param testClockId null for real time
 */
public record CustomerTime(@Nullable String testClockId, Instant now) {}
