package com.plugipay.webhooks;

import org.jspecify.annotations.Nullable;

/**
 * What a replay has led to.
 *
 * @param deliveries how many are due by it, of the events that were named
 * @param recovery what works an endpoint's time off; null when events were named
 */
public record Replay(int deliveries, @Nullable WebhookRecovery recovery) {}
