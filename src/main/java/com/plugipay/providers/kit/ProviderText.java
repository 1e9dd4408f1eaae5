package com.plugipay.providers.kit;

import org.jspecify.annotations.Nullable;

/**
 * Makes a provider's texts fit to be stored and shown: without control characters, of which Postgres refuses NUL, without
 * unpaired surrogates, which UTF-8 cannot encode, and no longer than a limit.
 */
public final class ProviderText {
    private ProviderText() {}

    /** Removes the characters that cannot be stored, and trims; null when nothing is left. */
    public static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(ProviderText::isStorable).forEach(kept::appendCodePoint);
        String clean = kept.toString().strip();
        return clean.isEmpty() ? null : clean;
    }

    /** Like {@link #clean(String)}, and cuts the text at that length: for texts that people read. */
    public static @Nullable String clean(@Nullable String text, int longest) {
        String clean = clean(text);
        return clean == null ? null : CutText.toUnits(clean, longest);
    }

    /** Returns the text if it needs no cleaning and no cutting, otherwise null: for ids, which must not be changed. */
    public static @Nullable String whole(@Nullable String text, int longest) {
        return text != null && text.length() <= longest && text.equals(clean(text)) ? text : null;
    }

    private static boolean isStorable(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }
}
