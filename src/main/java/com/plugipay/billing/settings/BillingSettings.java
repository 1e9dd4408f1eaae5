package com.plugipay.billing.settings;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.model.TimeZones;
import com.plugipay.model.UpdatedAt;
import com.plugipay.pictures.SafePicture;
import com.plugipay.text.Language;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a workspace bills, and how it shows itself to customers, in one mode.
 *
 * @param timeZone decides where days and years end; an id of the IANA database
 * @param invoiceNumberFormat how numbers are written, such as {@code INV-{year}-{number:6}}
 * @param language of documents and mails, and of pages for browsers that prefer no known language
 * @param businessName null means by the name of the workspace
 * @param businessAddress in lines
 * @param logo null for none
 * @param accentColor of the pages and documents for customers, such as {@code #0F5F4E}; null means by ours
 * @param tagline stands at the foot of the pages; null for none
 * @param defaultCurrency what forms begin with; null means rupiah
 * @param updatedAt null if nothing was ever set
 */
@RecordBuilder
public record BillingSettings(
        String workspaceId,
        Mode mode,
        String timeZone,
        String invoiceNumberFormat,
        Language language,
        @Nullable String businessName,
        @Nullable String businessAddress,
        @Nullable String businessEmail,
        @Nullable String businessPhone,
        @Nullable String businessTaxId,
        @Nullable Logo logo,
        @Nullable String accentColor,
        @Nullable String tagline,
        @Nullable String defaultCurrency,
        @Nullable Instant updatedAt) {

    private static final String UTC = "UTC";

    /** Stands for the present logo in the input that changes nothing; no client can send it. */
    private static final String PRESENT = "present";

    /** The settings of a workspace that has set nothing. */
    static BillingSettings standard(Tenant tenant) {
        return BillingSettingsBuilder.builder()
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .timeZone(UTC)
                .invoiceNumberFormat(InvoiceNumberFormat.STANDARD.pattern())
                .language(Language.INDONESIAN)
                .build();
    }

    /** The input that changes nothing. */
    BillingSettingsInput unchanged() {
        return new BillingSettingsInput(
                timeZone,
                invoiceNumberFormat,
                language,
                businessName,
                businessAddress,
                businessEmail,
                businessPhone,
                businessTaxId,
                logo == null ? null : PRESENT,
                accentColor,
                tagline,
                defaultCurrency);
    }

    /** Whether the input brings a logo of its own. */
    static boolean bringsLogo(BillingSettingsInput input) {
        return input.logo() != null && !input.logo().equals(PRESENT);
    }

    /** @param brought the logo that the input brings; empty if it brings none */
    BillingSettings changed(BillingSettingsInput input, Optional<SafePicture> brought, Instant now) {
        return new BillingSettings(
                workspaceId,
                mode,
                input.timeZone() == null ? UTC : input.timeZone(),
                input.invoiceNumberFormat() == null
                        ? InvoiceNumberFormat.STANDARD.pattern()
                        : input.invoiceNumberFormat(),
                input.language() == null ? Language.INDONESIAN : input.language(),
                input.businessName(),
                input.businessAddress(),
                input.businessEmail(),
                input.businessPhone(),
                input.businessTaxId(),
                input.logo() == null
                        ? null
                        : brought.map(picture -> Logo.of(picture, null)).orElse(logo),
                input.accentColor(),
                input.tagline(),
                input.defaultCurrency(),
                updatedAt == null ? now : UpdatedAt.after(updatedAt, now));
    }

    /** The time zone; UTC if this Java does not know it any more. */
    public ZoneId zone() {
        return TimeZones.of(timeZone);
    }

    /** How its invoices are numbered. */
    public InvoiceNumberFormat numberFormat() {
        return new InvoiceNumberFormat(invoiceNumberFormat);
    }

    Tenant tenant() {
        return new Tenant(workspaceId, mode);
    }
}
