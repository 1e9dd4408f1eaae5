package com.plugipay.notifications;

/**
 * What a member is mailed about in a workspace. Until the member has chosen, owners and administrators are mailed about all but
 * payments, and the others about nothing.
 *
 * @param paymentSucceeded money was received
 * @param transferToConfirm a buyer has sent the proof of a bank transfer, which somebody has to confirm
 * @param webhookDisabled a webhook endpoint failed for too long and gets nothing any more
 * @param providerError a provider has refused an account that was connected
 */
public record NotificationSettings(
        boolean paymentSucceeded, boolean transferToConfirm, boolean webhookDisabled, boolean providerError) {}
