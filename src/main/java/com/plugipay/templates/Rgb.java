package com.plugipay.templates;

import java.util.Locale;

/**
 * A colour of a screen.
 *
 * @param red from 0 to 255, as the others
 */
record Rgb(int red, int green, int blue) {
    static final Rgb BLACK = new Rgb(0, 0, 0);
    static final Rgb WHITE = new Rgb(255, 255, 255);

    /** Reads a colour such as {@code #0F5F4E}. */
    static Rgb of(String hexadecimal) {
        int value = Integer.parseInt(hexadecimal.substring(1), 16);
        return new Rgb(value >> 16, value >> 8 & 255, value & 255);
    }

    /** This colour with a part of another in it, from 0 for none to 1 for nothing else. */
    Rgb mixed(Rgb other, double part) {
        return new Rgb(mixed(red, other.red, part), mixed(green, other.green, part), mixed(blue, other.blue, part));
    }

    private static int mixed(int one, int other, double part) {
        return (int) Math.round(one + (other - one) * part);
    }

    /**
     * How well one is read on the other, from 1 to 21.
     *
     * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG 2.2, contrast ratio</a>
     */
    double contrast(Rgb other) {
        double mine = luminance();
        double others = other.luminance();
        return (Math.max(mine, others) + 0.05) / (Math.min(mine, others) + 0.05);
    }

    /** See <a href="https://www.w3.org/TR/WCAG22/#dfn-relative-luminance">WCAG 2.2, relative luminance</a>. */
    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** As style sheets write it. */
    String text() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
