package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.plugipay.text.ClasspathFile;
import java.nio.charset.StandardCharsets;

/**
 * Looks at a page as axe does: contrast, names, labels, order and what else the success criteria of WCAG 2.2, levels A and AA,
 * ask for and a program can see.
 */
public final class Accessibility {
    private static final String AXE = new String(ClasspathFile.read("/axe.min.js"), StandardCharsets.UTF_8);

    private static final String FINDINGS = """
            () => axe.run(document, {resultTypes: ["violations"], iframes: false}).then(results => results.violations
              .map(found => found.id + ": " + found.nodes.map(node => node.html + " " + node.failureSummary).join(" | "))
              .join("\\n"))""";

    /** Links in the blue of a browser, in a light and in a dark page: nobody has chosen a colour for them. */
    private static final String UNSTYLED = """
            () => [...document.links]
              .filter(link => ["rgb(0, 0, 238)", "rgb(158, 158, 255)"].includes(getComputedStyle(link).color))
              .map(link => link.outerHTML).join("\\n")""";

    private Accessibility() {}

    /** Fails naming what is wrong with the page that is shown. */
    public static void check(Page page, String name) {
        page.evaluate(AXE);
        assertThat((String) page.evaluate(FINDINGS)).as(name).isEmpty();
        assertThat((String) page.evaluate(UNSTYLED)).as(name).isEmpty();
    }
}
