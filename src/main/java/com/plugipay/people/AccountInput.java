package com.plugipay.people;

import com.plugipay.text.Language;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a person may change of the own account. */
public record AccountInput(
        @Nullable @Size(min = 1, max = 100) String name,
        @NotNull Language locale) {}
