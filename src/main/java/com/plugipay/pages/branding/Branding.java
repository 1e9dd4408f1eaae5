package com.plugipay.pages.branding;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a business shows itself to a buyer.
 *
 * @param logo stands for its name; null for none
 * @param accentColor such as {@code #0F5F4E}; null means ours
 * @param tagline stands at the foot of the page; null for none
 * @param details address, contact and tax id; empty where they are not shown
 * @param successMessage what the buyer reads who has paid; null means our own words only
 * @param email where buyers reach it who have to; null when nobody knows
 * @param phone the same
 */
public record Branding(
        String name,
        @Nullable ShownLogo logo,
        @Nullable String accentColor,
        @Nullable String tagline,
        List<String> details,
        @Nullable String successMessage,
        @Nullable String email,
        @Nullable String phone) {

    private static final Pattern NOT_DIALED = Pattern.compile("[^0-9+]");

    public Branding {
        details = List.copyOf(details);
    }

    /** The style sheet with its colour; null for ours. */
    public @Nullable String accentStyle() {
        return accentColor == null ? null : AccentStyle.text(accentColor);
    }

    /** The first letter of its name, which stands for a logo. */
    public String initial() {
        String stripped = name.strip();
        return stripped.isEmpty()
                ? "?"
                : Character.toString(stripped.codePointAt(0)).toUpperCase(Locale.ROOT);
    }

    /** The link that calls it; null without a phone. */
    public @Nullable String phoneLink() {
        return phone == null ? null : "tel:" + NOT_DIALED.matcher(phone).replaceAll("");
    }

    /** A business that has only a name. */
    public static Branding named(String name) {
        return new Branding(name, null, null, null, List.of(), null, null, null);
    }
}
