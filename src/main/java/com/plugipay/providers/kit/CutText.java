package com.plugipay.providers.kit;

/** Cuts text to the length that a provider takes, by what that provider counts. Never leaves half of a character. */
public final class CutText {
    private CutText() {}

    /** By characters, whatever they take to be written. */
    public static String toCharacters(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** By units of UTF-16, as Java and JavaScript count. */
    public static String toUnits(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, splits ? most - 1 : most);
    }
}
