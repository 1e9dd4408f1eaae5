package com.plugipay.billing.invoices;

import com.plugipay.model.Ids;
import java.util.Objects;

/** The addresses of the pages of invoices; {@code baseUrl} has no slash at its end. */
public record InvoiceUrls(String baseUrl) {
    private static final String PATH = "/i/";

    /** Letters and digits of a token, together 142 random bits. */
    private static final int TOKEN_LENGTH = 24;

    /** A new address, which nobody can guess. */
    String random() {
        return of(Ids.alphanumeric(TOKEN_LENGTH));
    }

    /** The address with that token. */
    String of(String token) {
        return baseUrl + path(token);
    }

    /** The path of the page with that token. */
    public static String path(String token) {
        return PATH + token;
    }

    /** The path of the page of an issued invoice; drafts have none. */
    public static String path(Invoice issued) {
        return path(token(Objects.requireNonNull(issued.hostedInvoiceUrl())));
    }

    /** The token in such an address. */
    static String token(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
