package com.plugipay.documents;

/** A mail that will be sent; {@code sent} is always true. */
public record SentEmail(boolean sent, String to) {}
