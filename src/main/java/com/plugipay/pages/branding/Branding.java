package com.plugipay.pages.branding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a business shows itself to a buyer.
 *
 * @param hasLogo whether its logo stands for its name
 * @param accentColor such as {@code #0F5F4E}; null means ours
 * @param tagline stands at the foot of the page; null for none
 * @param details address, contact and tax id; empty where they are not shown
 * @param successMessage what the buyer reads who has paid; null means our own words only
 */
public record Branding(
        String name,
        boolean hasLogo,
        @Nullable String accentColor,
        @Nullable String tagline,
        List<String> details,
        @Nullable String successMessage) {

    public Branding {
        details = List.copyOf(details);
    }

    /** A business that has only a name. */
    public static Branding named(String name) {
        return new Branding(name, false, null, null, List.of(), null);
    }
}
