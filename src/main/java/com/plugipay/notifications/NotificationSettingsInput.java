package com.plugipay.notifications;

import jakarta.validation.constraints.NotNull;

/** What a member wants to be mailed about; what is not given stays as it is. */
public record NotificationSettingsInput(
        @NotNull Boolean paymentSucceeded,
        @NotNull Boolean transferToConfirm,
        @NotNull Boolean webhookDisabled,
        @NotNull Boolean providerError) {
    static NotificationSettingsInput of(NotificationSettings settings) {
        return new NotificationSettingsInput(
                settings.paymentSucceeded(),
                settings.transferToConfirm(),
                settings.webhookDisabled(),
                settings.providerError());
    }

    NotificationSettings settings() {
        return new NotificationSettings(paymentSucceeded, transferToConfirm, webhookDisabled, providerError);
    }
}
