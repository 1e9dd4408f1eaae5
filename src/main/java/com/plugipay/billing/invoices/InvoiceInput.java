package com.plugipay.billing.invoices;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Ids;
import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of a new invoice; amounts are in minor units.
 *
 * @param discount what is taken off the lines; default 0
 * @param tax what is added to them; default 0
 * @param status default draft
 */
public record InvoiceInput(
        @Size(max = Ids.LONGEST) String customerId,

        @Pattern(regexp = Currencies.PATTERN, message = Currencies.TEXT)
        String currency,

        @Size(min = 1, max = 100) List<InvoiceLineInput> lines,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long discount,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long tax,
        @Nullable Instant dueAt,
        @Nullable InitialStatus status,
        @Size(max = 1_000) @Nullable String memo,
        @Size(max = Ids.LONGEST) @Nullable String subscriptionId,
        @Size(max = Ids.LONGEST) @Nullable String templateId,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    private static final BigInteger LARGEST = BigInteger.valueOf(Currencies.LARGEST_AMOUNT);

    /** The state in which an invoice is made. */
    public enum InitialStatus {
        @JsonProperty("draft")
        DRAFT,
        @JsonProperty("open")
        OPEN
    }

    @Override
    public void check() {
        if (!Currencies.known(currency)) {
            throw wrong("currency", "The currency must be an ISO 4217 code.");
        }
        BigInteger sum =
                lines.stream().map(line -> BigInteger.valueOf(line.amount())).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.compareTo(LARGEST) > 0) {
            throw wrong("lines", "The lines add up to " + sum + "; the most is " + LARGEST + '.');
        }
        if (discountOrZero() > subtotal()) {
            throw wrong("discount", "The discount is larger than the lines together, which are " + subtotal() + '.');
        }
        if (subtotal() - discountOrZero() + taxOrZero() > Currencies.LARGEST_AMOUNT) {
            throw wrong("tax", "The total would be more than " + LARGEST + '.');
        }
    }

    /** Of the lines together. */
    long subtotal() {
        return lines.stream().mapToLong(InvoiceLineInput::amount).sum();
    }

    long discountOrZero() {
        return discount == null ? 0 : discount;
    }

    long taxOrZero() {
        return tax == null ? 0 : tax;
    }

    private static ApiException wrong(String field, String message) {
        return ErrorCode.VALIDATION_ERROR.forField(field, message);
    }
}
