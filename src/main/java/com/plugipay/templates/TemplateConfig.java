package com.plugipay.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a template decides. Every kind has keys of its own; those that are left out have their default.
 *
 * @param accentColor such as {@code #0F5F4E}; default that of the business
 * @param successMessage what the buyer reads who has paid
 * @param footerTagline stands at the foot of the checkout page; default that of the business
 * @param thankYouText stands below the sum of a receipt
 * @param termsText stands below the sums of an invoice
 * @param footerText stands at the end of a receipt or an invoice
 * @param showTax whether the document says how much tax is included, by {@code taxRate}; default false
 * @param taxLabel the name of the tax; default by the language
 * @param taxRate from 0 to 1, such as 0.11
 * @param cashierLabel who has taken the money
 * @param merchantAddress stands on a receipt instead of the address of the business
 * @param merchantTaxId stands on a receipt instead of the tax id of the business
 * @param showBusinessDetails whether address, contact and tax id of the business are shown; default true, on the checkout page
 *     false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record TemplateConfig(
        @Pattern(regexp = TemplateConfig.COLOR, message = TemplateConfig.COLOR_TEXT) @Nullable
        String accentColor,

        @Size(max = 500) @Nullable String successMessage,
        @Size(max = 200) @Nullable String footerTagline,
        @Size(max = 500) @Nullable String thankYouText,
        @Size(max = 2_000) @Nullable String termsText,
        @Size(max = 500) @Nullable String footerText,
        @Nullable Boolean showTax,
        @Size(max = 40) @Nullable String taxLabel,
        @Min(0) @Max(1) @Nullable BigDecimal taxRate,
        @Size(max = 100) @Nullable String cashierLabel,
        @Nullable Boolean showBusinessDetails,
        @Size(max = 500) @Nullable String merchantAddress,
        @Size(max = 50) @Nullable String merchantTaxId) {

    /** A colour as style sheets write it: red, green and blue with two hexadecimal digits each. */
    public static final String COLOR = "^#[0-9A-Fa-f]{6}$";

    /** What fits {@link #COLOR}. */
    public static final String COLOR_TEXT = "A colour is # and six hexadecimal digits, such as #B3261E.";

    /** The template of who has none. */
    public static final TemplateConfig STANDARD =
            new TemplateConfig(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final Set<TemplateKind> ALL = EnumSet.allOf(TemplateKind.class);
    private static final Set<TemplateKind> DOCUMENTS = EnumSet.of(TemplateKind.RECEIPT, TemplateKind.INVOICE);

    /** The kinds that have each key. */
    private static final Map<String, Set<TemplateKind>> KINDS = Map.ofEntries(
            Map.entry("accentColor", ALL),
            Map.entry("successMessage", EnumSet.of(TemplateKind.CHECKOUT)),
            Map.entry("footerTagline", EnumSet.of(TemplateKind.CHECKOUT)),
            Map.entry("thankYouText", EnumSet.of(TemplateKind.RECEIPT)),
            Map.entry("termsText", EnumSet.of(TemplateKind.INVOICE)),
            Map.entry("footerText", DOCUMENTS),
            Map.entry("showTax", DOCUMENTS),
            Map.entry("taxLabel", DOCUMENTS),
            Map.entry("taxRate", DOCUMENTS),
            Map.entry("cashierLabel", EnumSet.of(TemplateKind.RECEIPT)),
            Map.entry("showBusinessDetails", ALL),
            Map.entry("merchantAddress", EnumSet.of(TemplateKind.RECEIPT)),
            Map.entry("merchantTaxId", EnumSet.of(TemplateKind.RECEIPT)));

    /** Whether templates of a kind have this key. */
    public static boolean has(TemplateKind kind, String key) {
        return KINDS.getOrDefault(key, Set.of()).contains(kind);
    }

    /** Fails naming a key that templates of this kind do not have. */
    public void check(TemplateKind kind) {
        for (String key : Json.map(this).keySet()) {
            if (!has(kind, key)) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "config/" + key, "A template for a " + kind.text() + " has no such key.");
            }
        }
    }

    /** Whether address, contact and tax id of the business are shown where nothing else is said. */
    public boolean showsBusinessDetails(boolean otherwise) {
        return Objects.requireNonNullElse(showBusinessDetails, otherwise);
    }

    /** The tax that an amount in minor units includes; 0 where it is not to be shown. */
    public long includedTax(long amount) {
        if (!Boolean.TRUE.equals(showTax) || taxRate == null || taxRate.signum() == 0) {
            return 0;
        }
        return BigDecimal.valueOf(amount)
                .multiply(taxRate)
                .divide(taxRate.add(BigDecimal.ONE), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
