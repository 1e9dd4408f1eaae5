package com.plugipay.pages.branding;

import com.plugipay.billing.settings.Logo;
import org.jspecify.annotations.Nullable;

/**
 * The room that a logo takes on a page, which is known before the logo is there.
 *
 * @param width in pixels of the page
 * @param height in pixels of the page
 */
public record ShownLogo(int width, int height) {
    /** As in the style sheet: twelve and three and a half of its units, of usually 16 pixels. */
    private static final int WIDEST = 192;

    private static final int HIGHEST = 56;

    /** That of a logo, which is made smaller but never larger; null for none. */
    static @Nullable ShownLogo of(@Nullable Logo logo) {
        if (logo == null) {
            return null;
        }
        double scale = Math.min(1, Math.min((double) WIDEST / logo.width(), (double) HIGHEST / logo.height()));
        return new ShownLogo(scaled(logo.width(), scale), scaled(logo.height(), scale));
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }
}
