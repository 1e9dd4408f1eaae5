package com.plugipay.documents;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerStore;
import com.plugipay.model.Tenant;
import com.plugipay.pictures.SafePicture;
import com.plugipay.templates.TemplateConfig;
import com.plugipay.templates.TemplateKind;
import com.plugipay.templates.TemplateStore;
import com.plugipay.text.Language;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what documents begin with. */
public final class Letterheads {
    private final BillingSettingsStore settings;
    private final CustomerStore customers;
    private final WorkspaceNames names;
    private final TemplateStore templates;

    public Letterheads(
            BillingSettingsStore settings, TemplateStore templates, CustomerStore customers, WorkspaceNames names) {
        this.settings = settings;
        this.templates = templates;
        this.customers = customers;
        this.names = names;
    }

    /**
     * The letterhead of a document.
     *
     * @param templateId the template that the document names; null for the default of its kind
     * @param customerId null for a document that names no customer
     * @param language empty means by the workspace's
     */
    public Future<Letterhead> of(
            Tenant tenant,
            TemplateKind kind,
            @Nullable String templateId,
            @Nullable String customerId,
            Optional<Language> language) {
        return templates.of(tenant).compose(all -> of(tenant, all.config(kind, templateId), customerId, language));
    }

    /** The letterhead of a document with this template. */
    public Future<Letterhead> of(
            Tenant tenant, TemplateConfig config, @Nullable String customerId, Optional<Language> language) {
        Future<BillingSettings> settings = this.settings.of(tenant);
        Future<Optional<SafePicture>> logo = this.settings.logo(tenant);
        Future<Optional<Customer>> customer =
                customerId == null ? Future.succeededFuture(Optional.empty()) : customers.find(tenant, customerId);
        Future<String> name = names.of(tenant.workspaceId());
        return Future.all(settings, logo, customer, name).map(all -> {
            BillingSettings found = settings.result();
            DocumentTexts words = DocumentTexts.in(language.orElse(found.language()));
            return new Letterhead(
                    found,
                    words,
                    Party.seller(found, name.result(), words, config, config.showsBusinessDetails(true)),
                    customer.result().map(each -> Party.customer(each, words)).orElse(null),
                    logo.result().orElse(null),
                    config);
        });
    }
}
