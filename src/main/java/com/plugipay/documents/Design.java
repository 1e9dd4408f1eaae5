package com.plugipay.documents;

import com.plugipay.pictures.SafePicture;
import com.plugipay.templates.Accent;
import com.plugipay.templates.TemplateConfig;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a document looks, and what its template adds to it.
 *
 * @param color that of the business, such as {@code #0F5F4E}; null means ours
 * @param logo null for none
 */
public record Design(
        TemplateConfig config,
        @Nullable String color,
        @Nullable SafePicture logo,
        DocumentTexts words) {

    /** The colour on white paper. */
    public Accent accent() {
        return Accent.light(color == null ? Accent.STANDARD : color);
    }

    /** The logo as a data URL, for what is one file; null for none. */
    public @Nullable String logoUrl() {
        return logo == null
                ? null
                : "data:" + logo.contentType() + ";base64,"
                        + Base64.getEncoder().encodeToString(logo.content().getBytes());
    }

    /** The tax that an amount in minor units includes; 0 where it is not to be shown. */
    public long includedTax(long amount) {
        return config.includedTax(amount);
    }

    /** What stands before the tax that the sum includes, such as "Includes PPN 11%". */
    public String includedTaxLabel() {
        BigDecimal rate = config.taxRate();
        NumberFormat percent = NumberFormat.getPercentInstance(words.language().locale());
        percent.setMaximumFractionDigits(2);
        return words.get("included", taxLabel(), rate == null ? "" : percent.format(rate));
    }

    /** What the tax is called. */
    public String taxLabel() {
        @Nullable String label = config.taxLabel();
        return label == null || label.isBlank() ? words.get("invoice.tax") : label;
    }
}
