package com.plugipay.documents.pdf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How PDFs are made.
 *
 * @param fonts paths of up to three TrueType files (.ttf) for scripts that the built-in font lacks, such as Chinese
 */
public record DocumentConfig(List<String> fonts) {
    static final int MOST_FONTS = 3;

    public DocumentConfig {
        fonts = List.copyOf(fonts);
        if (fonts.size() > MOST_FONTS) {
            throw new IllegalArgumentException("documents.fonts has at most " + MOST_FONTS + " files");
        }
        for (String font : fonts) {
            if (!Files.isReadable(Path.of(font))) {
                throw new IllegalArgumentException("documents.fonts: " + font + " cannot be read");
            }
        }
    }

    /** The documented defaults. */
    public static DocumentConfig standard() {
        return new DocumentConfig(List.of());
    }
}
