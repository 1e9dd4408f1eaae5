package com.plugipay.people.credentials;

/**
 * What has changed about a passkey by signing in with it. The caller stores it, unless another sign-in has stored the same or a
 * greater count meanwhile; two counts of 0 are in order.
 */
public record PasskeyUse(long signCount, boolean isBackedUp) {}
