package com.plugipay.providers.kit;

/** Cuts text to the length that a provider takes, in the unit that the provider counts. Never splits a character. */
public final class CutText {
    private CutText() {}

    /** Counts Unicode characters (code points). */
    public static String toCharacters(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** Counts UTF-16 units, as Java and JavaScript do. */
    public static String toUnits(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, splits ? most - 1 : most);
    }
}
