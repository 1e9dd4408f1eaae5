package com.plugipay.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.nio.file.Path;

/** Pictures of pages for people to look at, in {@code target/screenshots}: with {@code -Dscreenshots=true}, as no test reads them. */
public final class Screenshots {
    private static final boolean KEPT = Boolean.getBoolean("screenshots");

    private Screenshots() {}

    /** Keeps a picture of the whole page. */
    public static void keep(Page page, String name) {
        if (KEPT) {
            page.screenshot(
                    new ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", name + ".png")));
        }
    }
}
