package com.plugipay.providers.kit;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Cuts text to the length that a provider takes. No provider says what it counts as a character; UTF-16 units, as Java and
 * JavaScript count, are never fewer than Unicode characters, so that what fits by them fits by both. Never inside of what
 * people see as one character, such as a flag or a letter with its accents.
 */
public final class CutText {
    private CutText() {}

    /** The beginning of a text, of at most so many UTF-16 units. */
    public static String toUnits(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = characters.isBoundary(most) ? most : characters.preceding(most);
        if (end > 0) {
            return text.substring(0, end);
        }
        // One that alone is longer, such as a letter below a heap of marks.
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
