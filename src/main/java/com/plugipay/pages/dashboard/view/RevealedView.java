package com.plugipay.pages.dashboard.view;

import java.util.List;

/**
 * The page with secrets that is shown once.
 *
 * @param values the secrets, by what they are called
 * @param examples how to use them
 * @param opensDocs whether the first of them is what the documentation of the API sends requests with
 * @param next the page that follows
 */
public record RevealedView(
        String title, String text, List<Fact> values, List<Block> examples, boolean opensDocs, String next) {
    public RevealedView {
        values = List.copyOf(values);
        examples = List.copyOf(examples);
    }

    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "RevealedView[" + title + ']';
    }
}
