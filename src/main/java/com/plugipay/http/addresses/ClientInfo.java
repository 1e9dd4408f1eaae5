package com.plugipay.http.addresses;

import java.time.Instant;

/** The address of a buyer's browser, and the time of its request. */
public record ClientInfo(String ip, Instant now) {}
