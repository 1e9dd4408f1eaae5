package com.plugipay.billing.plans;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.plugipay.json.SchemaText;
import org.jspecify.annotations.Nullable;

/**
 * The last unit of a tier; written as a number, or as {@code "inf"} for a tier without an end.
 *
 * @param unit counted from 1; null for none
 */
@SchemaText("""
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 1000000000000}, {"type": "string", "enum": ["inf"]}]}""")
public record TierEnd(@Nullable Long unit) {
    private static final String NONE = "inf";

    @JsonCreator
    static TierEnd of(Object written) {
        return new TierEnd(written instanceof Number number ? number.longValue() : null);
    }

    @JsonValue
    Object written() {
        return unit == null ? NONE : unit;
    }
}
