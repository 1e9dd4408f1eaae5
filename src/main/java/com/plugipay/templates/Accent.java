package com.plugipay.templates;

import java.util.stream.Stream;

/**
 * The colour of a business on one ground, and what goes with it. A colour that could not be read there is made darker or
 * lighter until it can: every text has the contrast that WCAG 2.2 asks for (AA).
 *
 * @param color of links, icons and buttons
 * @param hover of buttons below the pointer
 * @param onColor of texts on buttons
 * @param soft of areas that stand out a little
 */
public record Accent(String color, String hover, String onColor, String soft) {
    /** Where a business has chosen none. */
    public static final String STANDARD = "#0f5f4e";

    private static final Rgb LIGHT_PAPER = Rgb.WHITE;
    private static final Rgb DARK_PAPER = Rgb.of("#171e1b");
    private static final double ENOUGH = 4.5;
    private static final double STEP = 0.04;

    /** On white paper. */
    public static Accent light(String chosen) {
        return of(Rgb.of(chosen), LIGHT_PAPER, Rgb.BLACK, 0.1);
    }

    /** On the dark paper of the pages. */
    public static Accent dark(String chosen) {
        return of(Rgb.of(chosen), DARK_PAPER, Rgb.WHITE, 0.18);
    }

    private static Accent of(Rgb chosen, Rgb paper, Rgb opposite, double softness) {
        Rgb soft = paper.mixed(chosen, softness);
        Rgb color = Stream.iterate(0.0, part -> part < 1, part -> part + STEP)
                .map(part -> chosen.mixed(opposite, part))
                .filter(mixed -> mixed.contrast(paper) >= ENOUGH && mixed.contrast(soft) >= ENOUGH)
                .findFirst()
                .orElse(opposite);
        boolean isDark = color.contrast(Rgb.WHITE) >= color.contrast(Rgb.BLACK);
        Rgb onColor = isDark ? Rgb.WHITE : Rgb.BLACK;
        Rgb hover = color.mixed(isDark ? Rgb.BLACK : Rgb.WHITE, 0.2);
        return new Accent(color.text(), hover.text(), onColor.text(), soft.text());
    }
}
