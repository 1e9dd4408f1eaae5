package com.plugipay.http.client;

/**
 * What one exchange may take.
 *
 * @param timeoutMs for the whole exchange: finding the address, connecting, sending and receiving
 * @param readBytes the most bytes of a body that are read; a longer one is cut off and its connection closed
 * @param keptBytes how many of these, from the beginning, the result holds
 */
public record ExchangeLimits(int timeoutMs, int readBytes, int keptBytes) {}
