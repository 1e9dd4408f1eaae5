package com.plugipay.billing.settings;

import com.plugipay.customers.CustomerInput;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.money.Currencies;
import com.plugipay.templates.TemplateConfig;
import com.plugipay.text.Language;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changeable settings; null takes a business's detail away, and gives the others their default.
 *
 * @param timeZone an id of the IANA database; default UTC
 * @param invoiceNumberFormat how numbers are written, such as {@code INV-{year}-{number:6}}
 * @param logo a PNG or JPEG as a data URL with base64
 */
public record BillingSettingsInput(
        @Size(min = 1, max = 60) @Nullable String timeZone,

        @Size(min = 1, max = InvoiceNumberFormat.LONGEST) @Nullable
        String invoiceNumberFormat,

        @Nullable Language language,
        @Size(max = 200) @Nullable String businessName,
        @Size(max = 500) @Nullable String businessAddress,

        @Pattern(regexp = CustomerInput.EMAIL, message = CustomerInput.EMAIL_TEXT) @Size(max = 254) @Nullable
        String businessEmail,

        @Size(max = 40) @Nullable String businessPhone,
        @Size(max = 50) @Nullable String businessTaxId,

        @Pattern(
                regexp = "^data:image/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$",
                message = "A logo is a PNG or JPEG as a data URL, in base64.")
        @Size(max = LONGEST_LOGO)
        @Nullable
        String logo,

        @Pattern(regexp = TemplateConfig.COLOR, message = TemplateConfig.COLOR_TEXT) @Nullable
        String accentColor,

        @Size(max = 200) @Nullable String tagline,

        @Pattern(regexp = Currencies.PATTERN, message = Currencies.TEXT) @Nullable
        String defaultCurrency)
        implements CheckedInput {

    /** 128 KiB in base64, with the beginning of the URL. */
    private static final int LONGEST_LOGO = 174_800;

    @Override
    public void check() {
        check("timeZone", timeZone, BillingSettingsInput::checkTimeZone);
        check("invoiceNumberFormat", invoiceNumberFormat, InvoiceNumberFormat::new);
        check("businessName", businessName, BillingSettingsInput::checkLine);
        check("businessEmail", businessEmail, BillingSettingsInput::checkLine);
        check("businessPhone", businessPhone, BillingSettingsInput::checkLine);
        check("businessTaxId", businessTaxId, BillingSettingsInput::checkLine);
        check("tagline", tagline, BillingSettingsInput::checkLine);
        check("defaultCurrency", defaultCurrency, BillingSettingsInput::checkCurrency);
    }

    static void check(String field, @Nullable String value, Consumer<String> rule) {
        if (value == null) {
            return;
        }
        try {
            rule.accept(value);
        } catch (IllegalArgumentException wrong) {
            throw ErrorCode.VALIDATION_ERROR.forField(field, String.valueOf(wrong.getMessage()));
        }
    }

    /** Neither offsets, such as +07:00, nor the short names that only Java has. */
    private static void checkTimeZone(String id) {
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw new IllegalArgumentException("The time zone must be an id such as Asia/Jakarta.");
        }
    }

    private static void checkCurrency(String code) {
        if (!Currencies.known(code)) {
            throw new IllegalArgumentException("The currency must be an ISO 4217 code.");
        }
    }

    static void checkLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("It must be one line.");
        }
    }
}
