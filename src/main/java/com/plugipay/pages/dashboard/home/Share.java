package com.plugipay.pages.dashboard.home;

/**
 * What a method of payment has brought.
 *
 * @param length of its bar, at most 100
 */
public record Share(String method, String amount, String percent, int length) {}
