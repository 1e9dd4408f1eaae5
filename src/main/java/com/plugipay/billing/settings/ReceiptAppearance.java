package com.plugipay.billing.settings;

import com.plugipay.templates.TemplateConfig;
import com.plugipay.templates.TemplateConfigBuilder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the default template of receipts decides, by the names that the client libraries have for it.
 *
 * @param footerText stands at the end of a receipt
 * @param thankYouText stands below the sum of a receipt
 * @param showTax whether a receipt says how much tax is included, by {@code taxRate}; null means no
 * @param taxLabel the name of the tax; null means by the language
 * @param taxRate from 0 to 1, such as 0.11
 * @param cashierLabel who has taken the money
 * @param showMerchantAddress whether address, contact and tax id of the business are shown; null means yes
 * @param merchantAddress stands on a receipt instead of the address of the business
 * @param merchantTaxId stands on a receipt instead of the tax id of the business
 */
public record ReceiptAppearance(
        @Size(max = 500) @Nullable String footerText,
        @Size(max = 500) @Nullable String thankYouText,
        @Nullable Boolean showTax,
        @Size(max = 40) @Nullable String taxLabel,
        @Min(0) @Max(1) @Nullable BigDecimal taxRate,
        @Size(max = 100) @Nullable String cashierLabel,
        @Nullable Boolean showMerchantAddress,
        @Size(max = 500) @Nullable String merchantAddress,
        @Size(max = 50) @Nullable String merchantTaxId) {

    static ReceiptAppearance of(TemplateConfig config) {
        return new ReceiptAppearance(
                config.footerText(),
                config.thankYouText(),
                config.showTax(),
                config.taxLabel(),
                config.taxRate(),
                config.cashierLabel(),
                config.showBusinessDetails(),
                config.merchantAddress(),
                config.merchantTaxId());
    }

    /** The config with this, and what else it decides. */
    TemplateConfig in(TemplateConfig config) {
        return TemplateConfigBuilder.builder(config)
                .footerText(footerText)
                .thankYouText(thankYouText)
                .showTax(showTax)
                .taxLabel(taxLabel)
                .taxRate(taxRate)
                .cashierLabel(cashierLabel)
                .showBusinessDetails(showMerchantAddress)
                .merchantAddress(merchantAddress)
                .merchantTaxId(merchantTaxId)
                .build();
    }
}
