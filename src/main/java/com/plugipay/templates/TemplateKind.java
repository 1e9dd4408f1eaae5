package com.plugipay.templates;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a template is for. */
public enum TemplateKind {
    @JsonProperty("checkout")
    CHECKOUT,
    @JsonProperty("receipt")
    RECEIPT,
    @JsonProperty("invoice")
    INVOICE;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
