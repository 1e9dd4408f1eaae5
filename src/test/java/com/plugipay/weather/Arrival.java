package com.plugipay.weather;

import java.time.Instant;

/**
 * A webhook that has reached its receiver.
 *
 * @param delivery the id of the delivery, as its header tells
 * @param event the id of the event, as its header tells
 * @param taken whether the receiver answers that it has it
 */
record Arrival(String delivery, String event, Instant at, boolean taken) {}
