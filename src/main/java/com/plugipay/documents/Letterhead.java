package com.plugipay.documents;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.pictures.SafePicture;
import com.plugipay.templates.TemplateConfig;
import org.jspecify.annotations.Nullable;

/**
 * What every document of a business begins with.
 *
 * @param customer null when the document names none
 * @param logo null for none
 * @param config what the template of the document says
 */
public record Letterhead(
        BillingSettings settings,
        DocumentTexts words,
        Party seller,
        @Nullable Party customer,
        @Nullable SafePicture logo,
        TemplateConfig config) {

    Design design() {
        return new Design(
                config, config.accentColor() == null ? settings.accentColor() : config.accentColor(), logo, words);
    }
}
