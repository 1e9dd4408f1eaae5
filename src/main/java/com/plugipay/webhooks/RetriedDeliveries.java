package com.plugipay.webhooks;

import java.util.List;

/** Deliveries that are due again. */
public record RetriedDeliveries(List<WebhookDelivery> retried) {}
