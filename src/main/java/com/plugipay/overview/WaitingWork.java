package com.plugipay.overview;

/**
 * How much waits for a person.
 *
 * @param transfers bank transfers that nobody has confirmed or rejected; the buyers may not have sent the money yet
 * @param reviews attempts to pay that have to be accepted or dismissed
 * @param stuck other objects whose outcome is unknown or whose work fails
 * @param webhookEndpoints those that are disabled, or whose last delivery has failed
 * @param providerAccounts those whose provider refuses their credentials
 */
public record WaitingWork(long transfers, long reviews, long stuck, long webhookEndpoints, long providerAccounts) {}
