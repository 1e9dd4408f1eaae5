package com.plugipay.pages.widget;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the widget does after a method was chosen. The {@code kind} decides which property there is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WidgetCharge.Redirect.class, name = "redirect"),
    @JsonSubTypes.Type(value = WidgetCharge.Instructions.class, name = "instructions")
})
public sealed interface WidgetCharge {
    /** Send the buyer there. */
    record Redirect(String redirectUrl) implements WidgetCharge {}

    /** Show this. */
    record Instructions(WidgetInstructions instructions) implements WidgetCharge {}
}
