package com.plugipay.resilience.webhooks;

import java.time.Instant;

/**
 * A webhook that has reached its receiver.
 *
 * @param delivery the id of the delivery, as its header says
 * @param event the id of the event, as its header says
 * @param accepted whether the receiver answers with success
 */
public record ReceivedDelivery(String delivery, String event, Instant at, boolean accepted) {}
