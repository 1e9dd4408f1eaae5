package com.plugipay.resilience.webhooks;

import java.time.Instant;

/**
 * A webhook that has reached its receiver.
 *
 * @param delivery the id of the delivery, as its header tells
 * @param event the id of the event, as its header tells
 * @param taken whether the receiver answers that it has it
 */
public record ReceivedDelivery(String delivery, String event, Instant at, boolean taken) {}
