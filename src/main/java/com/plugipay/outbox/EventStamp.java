package com.plugipay.outbox;

import java.time.Instant;

/** The id and time of an event that must be known before it is written; {@link Write} needs none. */
public record EventStamp(String id, Instant at) {}
