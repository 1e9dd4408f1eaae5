package com.plugipay.documents;

import com.plugipay.billing.settings.BillingSettings;
import org.jspecify.annotations.Nullable;

/**
 * What every document of a business begins with.
 *
 * @param customer null when the document names none
 * @param logo a data URL; null for none
 */
public record Letterhead(
        BillingSettings settings,
        DocumentTexts words,
        Party seller,
        @Nullable Party customer,
        @Nullable String logo) {}
