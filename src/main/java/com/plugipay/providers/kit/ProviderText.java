package com.plugipay.providers.kit;

import org.jspecify.annotations.Nullable;

/**
 * Makes what a provider has written fit to be stored and shown: no control characters, of which Postgres refuses NUL, no
 * halves of surrogate pairs, which no UTF-8 can hold, and no more than a stated length.
 */
public final class ProviderText {
    private ProviderText() {}

    /** The text without what cannot be stored, trimmed; null when that leaves nothing. */
    public static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(ProviderText::isStorable).forEach(kept::appendCodePoint);
        String clean = kept.toString().strip();
        return clean.isEmpty() ? null : clean;
    }

    /** The same, cut where it is longer: for what is read by people. */
    public static @Nullable String clean(@Nullable String text, int longest) {
        String clean = clean(text);
        return clean == null ? null : CutText.toUnits(clean, longest);
    }

    /** The text if it is fit as it is and no longer than that: for what would be another when it is cut or cleaned. */
    public static @Nullable String whole(@Nullable String text, int longest) {
        return text != null && text.length() <= longest && text.equals(clean(text)) ? text : null;
    }

    private static boolean isStorable(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }
}
