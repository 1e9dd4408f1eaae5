package com.plugipay.pages.branding;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.documents.DocumentTexts;
import com.plugipay.documents.Party;
import com.plugipay.model.Tenant;
import com.plugipay.pictures.SafePicture;
import com.plugipay.templates.TemplateConfig;
import com.plugipay.templates.TemplateKind;
import com.plugipay.templates.TemplateStore;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how businesses show themselves on the checkout page. */
public final class Brandings {
    private final BillingSettingsStore settings;
    private final TemplateStore templates;

    public Brandings(BillingSettingsStore settings, TemplateStore templates) {
        this.settings = settings;
        this.templates = templates;
    }

    /**
     * That of a session's page, which is asked for every two seconds: both parts are cached.
     *
     * @param workspaceName stands for a business without a name of its own
     * @param templateId the template that the session names; null for the default
     */
    public Future<Branding> of(Tenant tenant, String workspaceName, @Nullable String templateId, DocumentTexts words) {
        return templates
                .of(tenant)
                .compose(all -> of(tenant, workspaceName, all.config(TemplateKind.CHECKOUT, templateId), words));
    }

    /** The same with this template. */
    public Future<Branding> of(Tenant tenant, String workspaceName, TemplateConfig config, DocumentTexts words) {
        return settings.of(tenant).map(found -> of(found, workspaceName, config, words));
    }

    /** The logo of a business, if it has one. */
    public Future<Optional<SafePicture>> logo(Tenant tenant) {
        return settings.logo(tenant);
    }

    private static Branding of(
            BillingSettings settings, String workspaceName, TemplateConfig config, DocumentTexts words) {
        boolean showsDetails = config.showsBusinessDetails(false);
        Party seller = Party.seller(settings, workspaceName, words, config, showsDetails);
        return new Branding(
                seller.name(),
                ShownLogo.of(settings.logo()),
                config.accentColor() == null ? settings.accentColor() : config.accentColor(),
                config.footerTagline() == null ? settings.tagline() : config.footerTagline(),
                seller.lines(),
                config.successMessage(),
                settings.businessEmail(),
                settings.businessPhone());
    }
}
