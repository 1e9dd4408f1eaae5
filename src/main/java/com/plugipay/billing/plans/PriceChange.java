package com.plugipay.billing.plans;

/** What may be changed of a price: nothing of what it costs, because subscriptions refer to it. */
public record PriceChange(boolean active) {}
