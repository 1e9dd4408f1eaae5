package com.plugipay.documents;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerStore;
import com.plugipay.model.Tenant;
import com.plugipay.pictures.SafePicture;
import com.plugipay.text.Language;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what documents begin with. */
public final class Letterheads {
    private final BillingSettingsStore settings;
    private final CustomerStore customers;
    private final WorkspaceNames names;

    public Letterheads(BillingSettingsStore settings, CustomerStore customers, WorkspaceNames names) {
        this.settings = settings;
        this.customers = customers;
        this.names = names;
    }

    /**
     * The letterhead of a workspace.
     *
     * @param customerId null for a document that names no customer
     * @param language empty means by the workspace's
     */
    public Future<Letterhead> of(Tenant tenant, @Nullable String customerId, Optional<Language> language) {
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
                    Party.seller(found, name.result(), words),
                    customer.result().map(each -> Party.customer(each, words)).orElse(null),
                    logo.result().map(Letterheads::dataUrl).orElse(null));
        });
    }

    private static String dataUrl(SafePicture picture) {
        return "data:" + picture.contentType() + ";base64,"
                + Base64.getEncoder().encodeToString(picture.content().getBytes());
    }
}
