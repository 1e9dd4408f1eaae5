package com.plugipay.webhooks.recoveries;

import org.jspecify.annotations.Nullable;

/**
 * The result of a replay.
 *
 * @param deliveries how many it made due, if events were named
 * @param recovery the recovery of an endpoint; null if events were named
 */
public record Replay(int deliveries, @Nullable WebhookRecovery recovery) {}
